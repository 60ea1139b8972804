using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Sandbox;

/// <summary>Forms of schemas that nobody has seen yet, in a real browser: with its script and without.</summary>
public sealed class FormTests(Chromium chromium) : IAsyncLifetime
{
    private const string Lists = """
        {"properties":{"outer":{"type":"array","title":"Outer","items":{"type":"object","properties":{
          "name":{"type":"string","title":"Name","default":"preset"},
          "secret":{"type":"string","title":"Secret","sensitive":true},
          "on":{"type":"boolean","title":"On"},
          "group":{"type":"object","title":"Group","properties":{"inner":{"type":"array","title":"Inner","items":{"type":"object","properties":{"key":{"type":"string","title":"Key"}}}}}}}}}}}
        """;

    private readonly List<Visitor> _visitors = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        Assert.Empty(_visitors.SelectMany(visitor => visitor.Problems));
    }

    public static TheoryData<string> Folders => SandboxServer.Published is { } published ? ["", published] : [""];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_field_of_a_type_has_one_label_and_the_console_stays_quiet(string folder)
    {
        await using var server = await SandboxServer.StartAsync(typesPath: folder.Length > 0 ? folder : null);
        var names = folder.Length > 0
            ? Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "index")
            : ["postgresql", "databricks", "s3", "api", "csv", "webhook", "salesforce", "gsheets", "bigquery"];
        var problems = new List<string>();
        var page = await OpenAsync($"{server.Url}/polytomic/", script: true);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            await page.GotoAsync(await server.StartSessionAsync(name, name: name));
            if (folder.Length == 0)
            {
                problems.AddRange((await page.RunAxe()).Violations.Select(v => $"{name}: {v.Id} {v.Nodes[0].Html}"));
            }

            problems.AddRange(await page.EvaluateAsync<string[]>("""
                name => [...document.querySelectorAll('form input:not([type=hidden]), form select, form textarea')].filter(c => c.labels.length !== 1 || !c.name || !c.checkVisibility()).map(c => `${name}: ${c.name} has ${c.labels.length} labels`)
                """, name));
        }

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Any_name_comes_back_as_it_was(bool script)
    {
        string[] names = ["", " ", "a\"b", "a\\", "a'b", "a.b", "a[0]", "a/b", "~", "~csrf", "__proto__", "constructor", "_charset_", "isindex", "\u00e4\u20ac", "\U0001F600", "a\nb", "a\r\nb", "a\tb", "a\u0001b", "a%22b", "a&amp;b", "<i>", "a;b=c", "0"];
        var properties = new JsonObject([.. names.Select((name, i) => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = "string", ["title"] = $"Field {i}" }))]);
        await using var server = await SandboxServer.StartAsync(new JsonObject { ["properties"] = properties }.ToJsonString());
        var page = await OpenAsync(await server.StartSessionAsync(), script);

        for (var i = 0; i < names.Length; i++)
        {
            await page.GetByLabel($"Field {i}", new() { Exact = true }).FillAsync($"value {i}");
        }

        await ConnectAsync(page);
        var stored = server.Stored.AsObject();
        Assert.Equal(names, stored.Select(m => m.Key));
        Assert.Equal(names.Select((_, i) => $"value {i}"), stored.Select(m => m.Value!.GetValue<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_in_rows_are_added_moved_and_removed(bool script)
    {
        await using var server = await SandboxServer.StartAsync(Lists);
        var page = await OpenAsync(await server.StartSessionAsync(), script);
        ILocator Outer(int number) => page.GetByRole(AriaRole.Group, new() { Name = $"Outer {number}", Exact = true });
        async Task FillAsync(int number, string name, params string[] keys)
        {
            await Outer(number).GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            for (var i = 0; i < keys.Length; i++)
            {
                if (i > 0)
                {
                    await Outer(number).GetByRole(AriaRole.Button, new() { Name = "Add another" }).ClickAsync();
                }

                await Outer(number).GetByLabel("Key", new() { Exact = true }).Nth(i).FillAsync(keys[i]);
            }
        }

        await FillAsync(1, "a", "a1", "a2", "a3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another" }).Last.ClickAsync();
        await Expect(Outer(2).GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("preset");
        await Expect(Outer(2).GetByLabel("Key", new() { Exact = true })).ToHaveCountAsync(1);
        await FillAsync(2, "b", "b1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another" }).Last.ClickAsync();
        await FillAsync(3, "c", "c1", "c2");
        await Outer(3).GetByLabel("On", new() { Exact = true }).CheckAsync();

        await Outer(1).GetByRole(AriaRole.Button, new() { Name = "Remove Inner 2", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move up Outer 3", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move up Outer 2", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Outer 3", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move up Outer 1", Exact = true })).ToBeHiddenAsync();
        await Outer(1).GetByLabel("Secret", new() { Exact = true }).FillAsync("hush c");
        await Outer(2).GetByLabel("Secret", new() { Exact = true }).FillAsync("hush a");
        await ConnectAsync(page);

        Assert.Equal(
            """[{"name":"c","secret":"hush c","on":true,"group":{"inner":[{"key":"c1"},{"key":"c2"}]}},{"name":"a","secret":"hush a","on":false,"group":{"inner":[{"key":"a1"},{"key":"a3"}]}}]""",
            server.Stored["outer"]!.ToJsonString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stored_secrets_follow_their_rows(bool script)
    {
        await using var server = await SandboxServer.StartAsync(Lists);
        var stored = (JsonObject)JsonNode.Parse("""{"outer":[{"name":"a","secret":"1","on":false},{"name":"b","secret":"2","on":true},{"name":"c","secret":"3","on":false}]}""")!;
        var connection = server.Sandbox.AddConnection("Stored", "odd", stored);
        var page = await OpenAsync(await server.StartSessionAsync(connection: connection.Id), script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move up Outer 3", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Outer 1", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another" }).Last.ClickAsync();
        var added = page.GetByRole(AriaRole.Group, new() { Name = "Outer 3", Exact = true });
        await Expect(added.GetByText("Leave it empty")).ToHaveCountAsync(0);
        await added.GetByLabel("Name", new() { Exact = true }).FillAsync("d");
        await ConnectAsync(page);

        Assert.Equal("""[{"name":"c","secret":"3","on":false},{"name":"b","secret":"2","on":true},{"name":"d","on":false}]""", server.Stored["outer"]!.ToJsonString());
    }

    [Fact]
    public async Task The_last_row_is_emptied_in_place()
    {
        await using var server = await SandboxServer.StartAsync(Lists);
        var connection = server.Sandbox.AddConnection("Stored", "odd", (JsonObject)JsonNode.Parse("""{"outer":[{"name":"a","secret":"1"}]}""")!);
        var page = await OpenAsync(await server.StartSessionAsync(connection: connection.Id), script: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Outer 1", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("preset");
        await ConnectAsync(page);
        Assert.Null(server.Stored["outer"]);
    }

    [Fact]
    public async Task Fields_that_do_not_count_are_not_in_the_way()
    {
        await using var server = await SandboxServer.StartAsync("""
            {"properties":{"tunnel":{"type":"boolean","title":"Tunnel"},
              "list":{"type":"array","title":"List","items":{"type":"object","properties":{"kind":{"enum":["a","b"],"title":"Kind"}},"if":{"properties":{"kind":{"const":"b"}}},"then":{"properties":{"more":{"type":"string","title":"More"}}}}}},
             "dependentSchemas":{"tunnel":{"properties":{"host":{"type":"string","title":"Host"}},"required":["host"]}}}
            """);
        var page = await OpenAsync(await server.StartSessionAsync(), script: true);
        await Expect(page.GetByLabel("Host", new() { Exact = true })).ToBeHiddenAsync();
        await page.GetByLabel("Tunnel", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Host", new() { Exact = true }).FillAsync("h");
        await page.GetByLabel("Kind", new() { Exact = true }).SelectOptionAsync("b");
        await page.GetByLabel("More", new() { Exact = true }).First.FillAsync("m");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another" }).ClickAsync();
        await Expect(page.GetByLabel("More", new() { Exact = true }).Nth(1)).ToBeHiddenAsync();
        await page.GetByLabel("Kind", new() { Exact = true }).Nth(1).SelectOptionAsync("a");
        await ConnectAsync(page);
        Assert.Equal("""{"tunnel":true,"list":[{"kind":"b","more":"m"},{"kind":"a"}],"host":"h"}""", server.Stored.ToJsonString());
    }

    [Fact]
    public async Task Without_a_script_they_say_when_they_count()
    {
        await using var server = await SandboxServer.StartAsync("""{"properties":{"tunnel":{"type":"boolean","title":"Tunnel"}},"dependentSchemas":{"tunnel":{"properties":{"host":{"type":"string","title":"Host"}}}}}""");
        var page = await OpenAsync(await server.StartSessionAsync(), script: false);
        await Expect(page.Locator("noscript p")).ToHaveTextAsync("Only with Tunnel.", new() { UseInnerText = true });
        await Expect(page.GetByLabel("Host", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_secret_switch_can_be_left_alone()
    {
        await using var server = await SandboxServer.StartAsync("""{"properties":{"flag":{"type":"boolean","title":"Flag","sensitive":true}}}""");
        var connection = server.Sandbox.AddConnection("Stored", "odd", new JsonObject { ["flag"] = true });
        var page = await OpenAsync(await server.StartSessionAsync(connection: connection.Id), script: true);
        await Expect(page.GetByLabel("Flag", new() { Exact = true })).ToHaveValueAsync("");
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));
        await ConnectAsync(page);
        Assert.True(server.Stored["flag"]!.GetValue<bool>());
    }

    private static async Task ConnectAsync(IPage page)
    {
        await page.Locator("button.primary").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/back", StringComparison.Ordinal) || url.Contains("/done", StringComparison.Ordinal));
    }

    private async Task<IPage> OpenAsync(string url, bool script)
    {
        var visitor = await Visitor.ArriveAsync(chromium.Browser, url, new() { JavaScriptEnabled = script, BypassCSP = true });
        _visitors.Add(visitor);
        await visitor.Page.GotoAsync(url);
        return visitor.Page;
    }
}
