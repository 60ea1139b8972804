using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polytomic.Connect.Sandbox.Testers;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Forms;

/// <summary>Whatever a folder holds: every field a person fills in is there once, and what is typed comes out as the schema describes it.</summary>
public class AnySchemaTests
{
    private static readonly string? Published = FindPublished();

    /// <summary>The types that are built in, and those of a folder of published schemas where one lies beside the project.</summary>
    public static TheoryData<string> Folders => Published is null ? [""] : ["", Published];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Whatever_is_filled_in_comes_out_as_the_schema_describes_it(string folder)
    {
        await using var host = await SandboxHost.StartAsync(o => o.ConnectionTypesPath = folder.Length > 0 ? folder : null, b => b.Services.RemoveAll<IConnectionTester>());
        var types = ((JsonArray)(await host.GetAsync("connection_types")).Body!["data"]!).Select(t => t!["id"]!.GetValue<string>()).ToList();
        foreach (var type in types)
        {
            using var response = await host.Api.GetAsync($"connection_types/{type}", TestContext.Current.CancellationToken);
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var form = new FilledForm((JsonObject)Schemas.JsonNodes.From(document.RootElement)!);

            var browser = host.Browser();
            await browser.OpenAsync(await host.StartSessionAsync(type, $"All of {type}"));
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            foreach (var label in form.Labels.Distinct())
            {
                Assert.True(browser.Count(label) == form.Labels.Count(l => l == label), $"{type}: '{label}' is there {browser.Count(label)} times.");
            }

            if (form.Labels.Count > 0)
            {
                foreach (var (name, values) in form.Controls)
                {
                    browser.FillByName(name, values);
                }

                await browser.SubmitAsync();
            }

            if (browser.Html.Contains("~decision", StringComparison.Ordinal))
            {
                await browser.SubmitAsync("~decision", "allow");
            }

            Assert.True(browser.Text.Contains("is connected", StringComparison.Ordinal), $"{type}: {browser.Text}");
            var stored = (JsonObject)(await host.ConnectionsAsync())[^1]!["configuration"]!;
            stored.Remove("oauth_refresh_token");
            Assert.True(JsonNode.DeepEquals(form.Expected, stored), $"{type}: expected {form.Expected.ToJsonString()}, stored {stored.ToJsonString()}");
        }
    }

    private static string? FindPublished()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "connection-types");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
