using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Forms;

public sealed class OddSchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-types-").FullName;

    [Fact]
    public async Task Every_kind_of_field_becomes_the_JSON_it_describes()
    {
        var (host, browser) = await OpenAsync("""
            {"type":"object","properties":{
              "text":{"type":"string","title":"Text","default":"preset","description":"Some help","suffix":".example.com"},
              "count":{"type":"integer","title":"Count"},
              "ratio":{"type":"number","title":"Ratio"},
              "on":{"type":"boolean","title":"On","default":true},
              "off":{"type":"boolean","title":"Off"},
              "plain":{"type":"string","title":"Plain","enum":["a","b"]},
              "size":{"type":"integer","title":"Size","enum":[{"value":1,"label":"One"},{"value":2,"label":"Two"}]},
              "tags":{"type":"array","title":"Tags","items":{"type":"string"}},
              "numbers":{"type":"array","title":"Numbers","items":{"type":"integer"}},
              "kinds":{"type":"array","title":"Kinds","items":{"type":"string","enum":[{"value":"x","label":"Ex"},{"value":"y","label":"Why"}]}},
              "labels":{"type":"object","title":"Labels","additionalProperties":{"type":"string"}},
              "free":{"type":"object","title":"Free"},
              "when":{"type":"string","title":"When","format":"date"},
              "at":{"type":"string","title":"At","format":"date-time"},
              "group":{"type":"object","title":"Group","properties":{"inner":{"type":"string","title":"Inner"}}},
              "untyped":{"title":"Untyped"},
              "anything":true,
              "a/b~c":{"type":"string","title":"Slashed"},
              "maybe":{"type":["string","null"],"title":"Maybe"}
            }}
            """);
        await using var _ = host;
        Assert.Equal("preset", browser.Value("Text"));
        Assert.Contains("Some help", browser.Description("Text"), StringComparison.Ordinal);
        Assert.Contains(".example.com", browser.Text, StringComparison.Ordinal);

        browser.Fill("Count", "42");
        browser.Fill("Ratio", "0.5");
        browser.Fill("Size", "2");
        browser.Fill("Tags", "one\r\n\r\n two ");
        browser.Fill("Numbers", "1\r\n2");
        browser.FillByName("kinds", "y");
        browser.FillByName("labels/0/~key", "team");
        browser.FillByName("labels/0/~value", "growth");
        browser.Fill("Free", """{"a":{"b":null}}""");
        browser.Fill("When", "2026-11-24");
        browser.Fill("At", "2026-11-24T10:30");
        browser.Fill("Inner", "deep");
        browser.Fill("Slashed", "s");
        await browser.SubmitAsync();

        Assert.Contains("is connected", browser.Text, StringComparison.Ordinal);
        var expected = JsonNode.Parse("""
            {"text":"preset","count":42,"ratio":0.5,"on":true,"off":false,"size":2,"tags":["one","two"],"numbers":[1,2],"kinds":["y"],
             "labels":{"team":"growth"},"free":{"a":{"b":null}},"when":"2026-11-24","at":"2026-11-24T10:30:00Z","group":{"inner":"deep"},"a/b~c":"s"}
            """);
        Assert.Equal(expected!.ToJsonString(), (await host.ConnectionsAsync())[0]!["configuration"]!.ToJsonString());
    }

    [Fact]
    public async Task What_was_typed_wrongly_is_told_beside_its_field_and_kept()
    {
        var (host, browser) = await OpenAsync("""
            {"properties":{"count":{"type":"integer","title":"Count"},"json":{"type":"string","format":"json","title":"Payload"},
             "mail":{"type":"string","format":"email","title":"Mail"},"name":{"type":"string","title":"Name"}},"required":["name"]}
            """);
        await using var _ = host;

        browser.Fill("Count", "<many>");
        browser.Fill("Payload", "{");
        browser.Fill("Mail", "nobody");
        await browser.SubmitAsync();

        Assert.Contains("whole number", browser.Description("Count"), StringComparison.Ordinal);
        Assert.Contains("valid JSON", browser.Description("Payload"), StringComparison.Ordinal);
        Assert.Contains("email", browser.Description("Mail"), StringComparison.Ordinal);
        Assert.Contains("required", browser.Description("Name"), StringComparison.Ordinal);
        Assert.Equal("<many>", browser.Value("Count"));
        Assert.Contains("4 fields", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_can_be_added_without_a_script_and_empty_ones_do_not_count()
    {
        var (host, browser) = await OpenAsync("""
            {"properties":{"headers":{"type":"array","title":"Headers","items":{"type":"object","properties":{"name":{"type":"string","title":"Name"},"value":{"type":"string","title":"Value"}},"required":["name"]}}}}
            """);
        await using var _ = host;
        browser.FillByName("headers/0/value", "v0");
        await browser.SubmitAsync("~add", "headers");
        Assert.Equal(2, browser.Count("Name"));

        browser.FillByName("headers/0/value", "");
        browser.FillByName("headers/1/value", "v1");
        await browser.SubmitAsync();
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(browser.Html, "class=\"error\""));
        Assert.Matches("name=\"headers/1/name\"[^>]*aria-invalid", browser.Html);

        browser.FillByName("headers/1/name", "n1");
        browser.FillByName("headers/1/value", "v1");
        await browser.SubmitAsync();
        Assert.Equal("""[{"name":"n1","value":"v1"}]""", (await host.ConnectionsAsync())[0]!["configuration"]!["headers"]!.ToJsonString());
    }

    [Fact]
    public async Task Repeated_members_and_fields_that_nobody_fills_in()
    {
        var (host, browser) = await OpenAsync("""
            {"properties":{"mode":{"type":"string","title":"Old","default":"x","title":"Mode","default":"y"},"mode":{"type":"string","title":"Last mode","unknown":{"deep":[]}},
             "h":{"type":"string","title":"Hidden","hidden":true},"a":{"type":"string","title":"Api","api_field":true},"r":{"type":"string","title":"Read","readOnly":true},"q":{"type":"string","title":"Lower","readonly":true}},
             "required":["h","nowhere"]}
            """);
        await using var _ = host;

        Assert.Equal(1, browser.Count("Last mode"));
        Assert.All(["Old", "Mode", "Hidden", "Api", "Read", "Lower"], title => Assert.Equal(0, browser.Count(title)));
        await browser.SubmitAsync();
        Assert.Contains("is connected", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_in_lists_and_groups_are_never_shown_again_and_kept_when_left_empty()
    {
        var (host, browser) = await OpenAsync("""
            {"properties":{"keys":{"type":"array","title":"Keys","items":{"type":"string","sensitive":true}},
             "login":{"type":"object","title":"Login","sensitive":true,"properties":{"user":{"type":"string","title":"User"}}},
             "map":{"type":"object","title":"Map","additionalProperties":{"type":"string","sensitive":true}},
             "count":{"type":"integer","title":"Count"}}}
            """);
        await using var _ = host;
        browser.Fill("Keys", "hush-1\nhush-2");
        browser.Fill("User", "hush-3");
        browser.FillByName("map/0/~key", "k");
        browser.FillByName("map/0/~value", "hush-4");
        browser.Fill("Count", "x");
        await browser.SubmitAsync();
        Assert.DoesNotContain("hush", browser.Html, StringComparison.Ordinal);

        browser.Fill("Keys", "hush-1\nhush-2");
        browser.Fill("User", "hush-3");
        browser.FillByName("map/0/~value", "hush-4");
        browser.Fill("Count", "1");
        await browser.SubmitAsync();
        var connection = (await host.ConnectionsAsync())[0]!;
        Assert.DoesNotContain("hush", connection.ToJsonString(), StringComparison.Ordinal);

        await browser.OpenAsync(await host.StartSessionAsync("odd", extra: new JsonObject { ["connection"] = connection["id"]!.GetValue<string>() }));
        Assert.DoesNotContain("hush", browser.Html, StringComparison.Ordinal);
        Assert.Equal("1", browser.Value("Count"));
        browser.Fill("Count", "2");
        await browser.SubmitAsync();
        var stored = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Sandbox.Connections.ConnectionStore>(host.Services).All()[0].Configuration;
        Assert.Equal("""{"keys":["hush-1","hush-2"],"login":{"user":"hush-3"},"map":{"k":"hush-4"},"count":2}""", Ordered(stored, "keys", "login", "map", "count"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":[],"required":"x"}""")]
    [InlineData("true")]
    public async Task A_schema_without_fields_needs_one_click(string schema)
    {
        var (host, browser) = await OpenAsync(schema);
        await using var _ = host;

        await browser.SubmitAsync();

        Assert.Contains("is connected", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_a_schema_are_text()
    {
        var (host, browser) = await OpenAsync("""{"properties":{"x":{"type":"string","title":"<b>T</b>","description":"<img src=x>","examples":["\"><script>"],"enum":null}}}""");
        await using var _ = host;

        Assert.DoesNotContain("<b>T", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", browser.Html, StringComparison.Ordinal);
    }

    private static string Ordered(JsonObject members, params string[] names) =>
        new JsonObject([.. names.Select(n => KeyValuePair.Create(n, members[n]?.DeepClone()))]).ToJsonString();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(SandboxHost Host, ModalBrowser Browser)> OpenAsync(string schema)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "odd.json"), schema, TestContext.Current.CancellationToken);
        var host = await SandboxHost.StartAsync(o => o.ConnectionTypesPath = _folder);
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync("odd"));
        return (host, browser);
    }
}
