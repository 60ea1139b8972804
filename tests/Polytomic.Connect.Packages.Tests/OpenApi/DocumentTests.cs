using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace Polytomic.Connect.Packages.Tests.OpenApi;

public sealed class DocumentTests
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Default) { WriteIndented = true };

    /// <summary>The document is a promise to those who generate clients from it. Where it is to change, take the new one from the message.</summary>
    [Fact]
    public async Task The_document_is_the_one_that_was_promised()
    {
        var actual = JsonNode.Parse(await GenerateAsync())!.ToJsonString(Readable);

        var promised = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "OpenApi", "polytomic-connect.json"), TestContext.Current.CancellationToken);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(promised), JsonNode.Parse(actual)), actual);
    }

    [Fact]
    public async Task The_document_is_valid()
    {
        var (document, diagnostic) = OpenApiDocument.Parse(await GenerateAsync(), "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Empty(document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
    }

    [Fact]
    public async Task It_describes_what_others_call_and_none_of_the_plumbing()
    {
        var paths = JsonNode.Parse(await GenerateAsync())!["paths"]!.AsObject();

        Assert.Equal(
            ["GET /_/api/connect_status", "GET /_/api/connection_types", "POST /_/api/connections/connect"],
            paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_error_code_of_the_readme_is_described_where_it_is_answered()
    {
        var document = JsonNode.Parse(await GenerateAsync())!;

        var codes = document["components"]!["schemas"]!["PolytomicConnectErrorCode"]!["enum"]!.AsArray().Select(code => code!.GetValue<string>()).ToList();
        var answered = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()).SelectMany(operation => operation.Value!["responses"]!.AsObject())
            .Where(response => response.Key != "200")
            .SelectMany(response => response.Value!["description"]!.GetValue<string>().Split(", "))
            .Distinct();

        Assert.All(codes, code => Assert.Contains($"`{code}`", Repository.Read("README.md")));
        Assert.Equal(codes.Order(StringComparer.Ordinal), answered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_is_the_same_where_the_application_keeps_reflection_out_of_its_JSON()
    {
        var without = await GenerateAsync(services => services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine()));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(await GenerateAsync()), JsonNode.Parse(without)), without);
    }

    private static async Task<string> GenerateAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration["PolytomicConnect:Token"] = "token";
        builder.Services.AddPolytomicConnect();
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "An application", Version = "1" };
            document.Servers = [];
            return Task.CompletedTask;
        }));
        configure?.Invoke(builder.Services);
        await using var app = builder.Build();
        app.MapPolytomicConnect();
        app.MapOpenApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return await app.GetTestClient().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
    }
}
