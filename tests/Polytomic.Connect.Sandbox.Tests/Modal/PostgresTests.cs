using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Modal;

public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task The_right_password_connects_and_the_browser_goes_back()
    {
        server.SkipIfMissing();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync());
        Assert.Equal("Connect PostgreSQL", browser.Title);
        Assert.Equal("5432", browser.Value("Port"));

        FillIn(browser, PostgresServer.Password);
        await browser.SubmitAsync();

        Assert.Contains("PostgreSQL is connected", browser.Text, StringComparison.Ordinal);
        Assert.Equal($"1; url={SandboxHost.BackUrl}", browser.Refresh);
        var connection = Assert.Single(await host.ConnectionsAsync())!;
        Assert.Equal("Mine", connection["name"]!.GetValue<string>());
        Assert.Equal("127.0.0.1", connection["configuration"]!["hostname"]!.GetValue<string>());
        Assert.Equal("********", connection["configuration"]!["password"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_servers_words_and_nothing_is_kept_but_what_may_be()
    {
        server.SkipIfMissing();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync());

        FillIn(browser, "wrong horse");
        await browser.SubmitAsync();

        Assert.Contains($"password authentication failed for user \"{PostgresServer.User}\"", browser.Text, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", browser.Value("Hostname"));
        Assert.Equal("", browser.Value("Password"));
        Assert.DoesNotContain("wrong horse", browser.Html, StringComparison.Ordinal);
        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task Reconnecting_shows_what_is_stored_and_keeps_the_secret_that_is_left_empty()
    {
        server.SkipIfMissing();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync());
        FillIn(browser, PostgresServer.Password);
        await browser.SubmitAsync();
        var before = (await host.ConnectionsAsync())[0]!;

        await browser.OpenAsync(await host.StartSessionAsync(name: "Ignored", extra: new System.Text.Json.Nodes.JsonObject { ["connection"] = before["id"]!.GetValue<string>() }));
        Assert.Equal("127.0.0.1", browser.Value("Hostname"));
        Assert.Equal("", browser.Value("Password"));
        await browser.SubmitAsync();

        var after = Assert.Single(await host.ConnectionsAsync())!;
        Assert.Contains("is connected", browser.Text, StringComparison.Ordinal);
        Assert.Equal(before["id"]!.GetValue<string>(), after["id"]!.GetValue<string>());
        Assert.Equal("Mine", after["name"]!.GetValue<string>());
        Assert.NotEqual(before["updated_at"]!.GetValue<string>(), after["updated_at"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Database", "nowhere", "database \"nowhere\" does not exist")]
    [InlineData("Hostname", "nowhere.invalid", "nowhere.invalid")]
    [InlineData("Port", "1", "127.0.0.1:1")]
    public async Task What_does_not_work_is_told(string label, string value, string words)
    {
        server.SkipIfMissing();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync());

        FillIn(browser, PostgresServer.Password);
        browser.Fill(label, value);
        await browser.SubmitAsync();

        Assert.Contains("PostgreSQL could not be connected", browser.Text, StringComparison.Ordinal);
        if (label != "Hostname")
        {
            Assert.Contains(words, browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SSL_on_a_server_without_it_is_told()
    {
        server.SkipIfMissing();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync());

        FillIn(browser, PostgresServer.Password);
        browser.Check("Use SSL");
        await browser.SubmitAsync();

        Assert.Contains("SSL", browser.Text, StringComparison.Ordinal);
        Assert.Empty(await host.ConnectionsAsync());
    }

    private void FillIn(ModalBrowser browser, string password)
    {
        browser.Fill("Hostname", "127.0.0.1");
        browser.Fill("Port", $"{server.Port}");
        browser.Fill("Username", PostgresServer.User);
        browser.Fill("Password", password);
        browser.Fill("Database", "postgres");
        browser.Check("Use SSL", on: false);
    }
}
