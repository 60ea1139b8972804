using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Forms;

/// <summary>Schemas that nobody has seen yet: the form shows each field once, and what is typed comes out as the schema says.</summary>
public sealed class GeneratedSchemaTests : IDisposable
{
    private const int Count = 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-generated-").FullName;

    [Fact]
    public async Task Any_of_them_can_be_filled_in()
    {
        var schemas = Enumerable.Range(1, Count).Select(seed => new OddSchema(seed)).ToList();
        for (var i = 0; i < Count; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, $"odd{i}.json"), schemas[i].Text, TestContext.Current.CancellationToken);
        }

        await using var host = await SandboxHost.StartAsync(o => o.ConnectionTypesPath = _folder);
        var wrong = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            if (await ProblemAsync(host, $"odd{i}", schemas[i]) is { } problem)
            {
                wrong.Add($"{problem}\n   in {schemas[i].Text}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count}:\n{string.Join('\n', wrong.Take(5))}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string?> ProblemAsync(SandboxHost host, string type, OddSchema schema)
    {
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync(type, type));
        if (schema.Titles.Find(title => browser.Count(title) != 1) is { } title)
        {
            return $"'{title}' is there {browser.Count(title)} times";
        }

        if (schema.HiddenTitles.Find(hidden => browser.Count(hidden) != 0) is { } shown)
        {
            return $"'{shown}' is shown";
        }

        // What was left as it came is either fine or said to be missing; nothing else can be wrong with it.
        await browser.SubmitAsync();
        if (browser.Status != HttpStatusCode.OK)
        {
            return $"untouched: {browser.Status}";
        }

        if (browser.Text.Contains("is connected", StringComparison.Ordinal))
        {
            await host.SendAsync(HttpMethod.Delete, $"connections/{(await host.ConnectionsAsync())[^1]!["id"]}", body: null);
            await browser.OpenAsync(await host.StartSessionAsync(type, type));
        }
        else if (System.Text.RegularExpressions.Regex.Matches(browser.Html, "class=\"error\"[^>]*>([^<]*)<").FirstOrDefault(m => !m.Groups[1].Value.EndsWith("is required.", StringComparison.Ordinal)) is { } error)
        {
            return $"untouched: {error.Groups[1].Value}";
        }

        foreach (var (name, values) in schema.Controls)
        {
            browser.FillByName(name, values);
        }

        await browser.SubmitAsync();
        if (!browser.Text.Contains("is connected", StringComparison.Ordinal))
        {
            return $"filled in: {browser.Status} {string.Join(' ', System.Text.RegularExpressions.Regex.Matches(browser.Html, "class=\"error\"[^>]*>([^<]*)<").Select(m => m.Groups[1].Value))}";
        }

        var stored = host.Services.GetRequiredService<ConnectionStore>().All().Single(c => c.Type == type).Configuration;
        return JsonNode.DeepEquals(schema.Expected, stored) ? null : $"expected {schema.Expected.ToJsonString()}\n   stored   {stored.ToJsonString()}";
    }
}
