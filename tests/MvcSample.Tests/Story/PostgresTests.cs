using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Story;

/// <summary>Alice connects a PostgreSQL server, for real.</summary>
public sealed class PostgresTests(SampleApp app, Chromium chromium, PostgresServer postgres) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Fact]
    public async Task A_connection_is_in_the_table_without_a_click_and_stays_there()
    {
        var alice = await SignInAsync("Alice");
        var before = await alice.Rows.CountAsync();

        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        var form = new PostgresForm(modal, postgres);
        foreach (var field in PostgresForm.Fields)
        {
            await Expect(form.Field(field)).ToBeVisibleAsync();
        }

        await Expect(form.Field("Port")).ToHaveValueAsync("5432");
        await Expect(form.Field("Use SSL")).ToBeVisibleAsync();
        await form.ConnectAndCloseAsync();

        var connected = await alice.HearAsync("polytomic:connected");
        var id = connected.GetProperty("connection").GetProperty("id").GetString();
        var row = alice.Page.Locator($"tr[data-connection='{id}']");
        await Expect(row).ToContainTextAsync("PostgreSQL");
        await Expect(row).ToContainTextAsync("healthy");
        await Expect(alice.Rows).ToHaveCountAsync(before + 1);

        await alice.Page.ReloadAsync();
        await Expect(row).ToBeVisibleAsync();

        await App.Process.RestartAsync(Cancellation);
        await alice.Page.ReloadAsync();
        await Expect(row).ToBeVisibleAsync();
        await Expect(alice.Rows).ToHaveCountAsync(before + 1);

        var reconnect = await alice.OpenModalAsync(row.GetByRole(AriaRole.Button, new() { Name = "Reconnect" }));
        await Expect(new PostgresForm(reconnect, postgres).Field("Port")).ToHaveValueAsync($"{postgres.Port}");
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_servers_words_and_nothing_is_connected()
    {
        var alice = await SignInAsync("Alice");
        var before = await alice.Rows.CountAsync();
        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        var form = new PostgresForm(modal, postgres);

        await form.ConnectAsync("wrong");

        await Expect(modal.GetByText($"password authentication failed for user \"{PostgresServer.User}\"")).ToBeVisibleAsync();
        await Expect(form.Field("Hostname")).ToHaveValueAsync(PostgresServer.Host);
        await Expect(form.Field("Username")).ToHaveValueAsync(PostgresServer.User);
        await Expect(form.Field("Database")).ToHaveValueAsync(PostgresServer.Database);
        await Expect(form.Field("Port")).ToHaveValueAsync($"{postgres.Port}");
        await Expect(form.Field("Use SSL")).Not.ToBeCheckedAsync();
        await Expect(form.Field("Password")).ToHaveValueAsync("");
        await alice.Page.ReloadAsync();
        await Expect(alice.Rows).ToHaveCountAsync(before);

        var closed = modal.ClosedAsync();
        await form.SubmitAsync(PostgresServer.Password);
        await closed;
        await Expect(alice.Rows).ToHaveCountAsync(before + 1);
    }

    [Fact]
    public async Task Reconnect_updates_the_row()
    {
        var alice = await SignInAsync("Alice");
        await new PostgresForm(await alice.OpenModalAsync(alice.Button("Connect PostgreSQL")), postgres).ConnectAndCloseAsync();
        var connected = await alice.HearAsync("polytomic:connected");
        var id = connected.GetProperty("connection").GetProperty("id").GetString();
        await alice.Page.ReloadAsync();
        var before = await alice.Rows.CountAsync();
        var row = alice.Page.Locator($"tr[data-connection='{id}']");
        var name = await row.Locator("small").InnerTextAsync();
        var updated = await UpdatedAsync();

        var modal = await alice.OpenModalAsync(row.GetByRole(AriaRole.Button, new() { Name = "Reconnect" }));
        var form = new PostgresForm(modal, postgres);
        await Expect(form.Field("Hostname")).ToHaveValueAsync(PostgresServer.Host);
        await Expect(form.Field("Username")).ToHaveValueAsync(PostgresServer.User);
        await Expect(form.Field("Port")).ToHaveValueAsync($"{postgres.Port}");
        await Expect(form.Field("Password")).ToHaveValueAsync("");
        var closed = modal.ClosedAsync();
        await form.SubmitAsync(password: null);
        await closed;

        var again = await alice.HearAsync("polytomic:connected");
        Assert.Equal(id, again.GetProperty("connection").GetProperty("id").GetString());
        await Expect(alice.Rows).ToHaveCountAsync(before);
        await Expect(row.Locator("small")).ToHaveTextAsync(name);
        await Expect(row.Locator("[data-label=Updated] time")).Not.ToHaveAttributeAsync("datetime", updated);

        async Task<string> UpdatedAsync() => (await row.Locator("[data-label=Updated] time").GetAttributeAsync("datetime"))!;
    }

    [Fact]
    public async Task The_same_button_makes_a_second_connection()
    {
        var alice = await SignInAsync("Alice");
        var before = await alice.Rows.CountAsync();

        for (var i = 1; i <= 2; i++)
        {
            await new PostgresForm(await alice.OpenModalAsync(alice.Button("Connect PostgreSQL")), postgres).ConnectAndCloseAsync();
            await Expect(alice.Rows).ToHaveCountAsync(before + i);
        }

        var names = await alice.Rows.Locator("small").AllInnerTextsAsync();
        Assert.Equal(names.Count, names.Distinct().Count());
    }
}
