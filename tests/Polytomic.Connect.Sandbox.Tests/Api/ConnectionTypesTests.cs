using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class ConnectionTypesTests
{
    private static readonly string[] BuiltIn =
    [
        "airtable", "api", "bigquery", "csv", "databricks", "googleads", "gsheets", "hubspot", "intercom", "marketo", "mongodb", "mssql",
        "mysql", "netsuite", "outreach", "postgresql", "redshift", "s3", "salesforce", "shopify", "snowflake", "stripe", "webhook", "zendesk_support",
    ];

    [Fact]
    public async Task The_built_in_types_are_listed_with_logos_that_exist()
    {
        await using var host = await SandboxHost.StartAsync();

        var types = (JsonArray)(await host.GetAsync("connection_types")).Body!["data"]!;

        Assert.Equal(BuiltIn, types.Select(t => t!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(types, t => Assert.NotNull(t!["capabilities"]!["source"]));
        var browser = host.Browser();
        await browser.OpenAsync(types[0]!["logo_url"]!.GetValue<string>());
        Assert.Equal("image/svg+xml", browser.Last.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Every_type_has_a_schema_with_titles_on_what_a_person_fills_in()
    {
        await using var host = await SandboxHost.StartAsync();
        foreach (var id in BuiltIn)
        {
            var schema = (await host.GetAsync($"connection_types/{id}")).Body!;
            Assert.Equal("object", schema["type"]!.GetValue<string>());
            Assert.All((JsonObject)schema["properties"]!, p => Assert.True(p.Value!["hidden"] is not null || p.Value["title"] is not null, $"{id}.{p.Key} has no title."));
        }
    }
}
