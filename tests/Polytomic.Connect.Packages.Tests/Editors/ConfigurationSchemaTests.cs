using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Polytomic.Connect.AspNetCore;

namespace Polytomic.Connect.Packages.Tests.Editors;

public sealed partial class ConfigurationSchemaTests
{
    private static readonly string Text = Repository.Read("src", "Polytomic.Connect.AspNetCore", "Configuration", "ConfigurationSchema.json");
    private static readonly JsonObject Root = JsonNode.Parse(Text)!.AsObject();

    // Editors put the segments of all packages together, as draft 7.
    private static readonly JsonSchema Schema = JsonSchema.FromText(Text.Insert(1, """ "$schema": "http://json-schema.org/draft-07/schema#", """));

    [Fact]
    public void The_schema_knows_every_option_with_its_type_default_and_bounds_and_no_other()
    {
        var section = Root["properties"]!["PolytomicConnect"]!.AsObject();

        Compare(section, new PolytomicConnectOptions());
        Compare(section["properties"]!["RateLimit"]!.AsObject(), new ConnectRateLimit());
        Compare(Definition("polytomicConnectPolicy"), new ConnectPolicy());
        Compare(Definition("polytomicConnectClaim"), new ConnectClaim());
    }

    [Fact]
    public void The_configuration_in_the_readme_and_the_samples_is_fine()
    {
        string[] blocks = [.. Json().Matches(Repository.Read("README.md")).Select(match => match.Groups["json"].Value).Where(json => json.Contains("PolytomicConnect"))];

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Empty(Mistakes(block)));
        Assert.Empty(Mistakes(Repository.Read("samples", "MvcSample", "appsettings.json")));
    }

    [Theory]
    [InlineData("""{ "Tokn": "x" }""")]
    [InlineData("""{ "TokenScheme": "Digest" }""")]
    [InlineData("""{ "Version": "latest" }""")]
    [InlineData("""{ "Timeout": 10 }""")]
    [InlineData("""{ "Timeout": "10 s" }""")]
    [InlineData("""{ "MaxAttempts": 0 }""")]
    [InlineData("""{ "AllowedOrigins": "https://other.example" }""")]
    [InlineData("""{ "RateLimit": { "Permits": 3 } }""")]
    [InlineData("""{ "Policies": { "P": { "Roles": "admin", "Integrations": ["*"] } } }""")]
    [InlineData("""{ "Policies": { "P": { "Roles": [], "Integrations": ["*"] } } }""")]
    [InlineData("""{ "Policies": { "P": { "Role": ["admin"], "Integrations": ["*"] } } }""")]
    [InlineData("""{ "Policies": { "P": { "Roles": ["admin"] } } }""")]
    [InlineData("""{ "Policies": { "P": { "Integrations": ["hubspot, salesforce"] } } }""")]
    [InlineData("""{ "Policies": { "P": { "Integrations": ["*"], "Claims": [{ "Type": "plan" }] } } }""")]
    public void A_mistake_is_marked(string section) => Assert.NotEmpty(Mistakes($$"""{ "PolytomicConnect": {{section}} }"""));

    /// <summary>Where the text does not obey the schema.</summary>
    private static string[] Mistakes(string json)
    {
        using var document = JsonDocument.Parse(json);
        var results = Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : [.. (results.Details ?? []).Where(detail => !detail.IsValid).Select(detail => detail.InstanceLocation.ToString()), "(whole)"];
    }

    private static JsonObject Definition(string name) => Root["definitions"]![name]!.AsObject();

    private static void Compare(JsonObject schema, object defaults)
    {
        var properties = defaults.GetType().GetProperties().ToDictionary(property => property.Name);
        var described = schema["properties"]!.AsObject();

        Assert.Equal(properties.Keys.Order(StringComparer.Ordinal), described.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        foreach (var (name, property) in properties)
        {
            var (described1, resolved) = (described[name]!.AsObject(), Resolve(described[name]!.AsObject()));
            Assert.False(string.IsNullOrWhiteSpace(described1["description"]?.GetValue<string>()), $"{name} has no description.");
            CompareType(property, resolved);
            Assert.Equal(DefaultOf(property.GetValue(defaults), described1["default"] is not null), described1["default"]?.ToString());
            var range = property.GetCustomAttribute<RangeAttribute>();
            Assert.Equal(range?.Minimum.ToString(), resolved["minimum"]?.ToString());
            Assert.Equal(range?.Maximum is int.MaxValue ? null : range?.Maximum.ToString(), resolved["maximum"]?.ToString());
        }
    }

    private static void CompareType(PropertyInfo property, JsonObject schema)
    {
        var type = property.PropertyType;
        if (type.IsEnum)
        {
            Assert.Equal(Enum.GetNames(type), schema["enum"]!.AsArray().Select(name => name!.GetValue<string>()));
            return;
        }

        var expected = type == typeof(string) || type == typeof(TimeSpan) ? "string"
            : type == typeof(int) ? "integer"
            : type == typeof(bool) ? "boolean"
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? "array"
            : "object";
        Assert.Equal(expected, schema["type"]!.GetValue<string>());
        if (type == typeof(TimeSpan))
        {
            Assert.Equal(Definition("polytomicConnectTimeSpan")["pattern"]!.ToString(), schema["pattern"]!.ToString());
        }

        if (type == typeof(IList<string>))
        {
            Assert.Equal("string", Resolve(schema["items"]!.AsObject())["type"]!.GetValue<string>());
        }
    }

    /// <summary>A default as it would be written; null where there is nothing worth saying: no value, or nothing in a list.</summary>
    private static string? DefaultOf(object? value, bool isSaid) => value switch
    {
        string { Length: 0 } => null,
        string text => text,
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        Enum name => name.ToString(),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => isSaid ? "nothing, so that nothing is to be said" : null,
    };

    private static JsonObject Resolve(JsonObject schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? Definition(reference["#/definitions/".Length..]) : schema;

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
