using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>The options change while a session is open: it stays the session of the organization in which it began, asked for with the key of now.</summary>
public class ChangedOptionsTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Database _database = new();

    public static TheoryData<string, string> Changes => new()
    {
        { "OrganizationId", "umbrella" },
        { "OrganizationId", "" },
        { "Token", "another-key" },
        { "BaseUrl", "https://eu.polytomic.example" },
        { "TokenScheme", "Basic" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Who_asks_is_told_of_the_connection(string key, string value)
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        Change(app, key, value);
        app.Polytomic.Connect(organization: "acme", at: _time.GetUtcNow());

        var status = await ConnectApp.StatusAsync(alice, session);

        Assert.Equal("connected", status["data"]!["status"]!.GetValue<string>());
        Assert.Equal("acme", Assert.Single(_database.Rows).Value.OrganizationId);
        AssertAskedAs(app, key, value);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_background_finds_it_too(string key, string value)
    {
        await using var app = await StartAsync();
        await ConnectApp.SessionAsync(app.ClientOf("alice"));
        Change(app, key, value);
        app.Polytomic.Connect(organization: "acme", at: _time.GetUtcNow());

        await _time.PassUntilAsync(() => _database.Rows.Count > 0);

        Assert.Equal("acme", Assert.Single(_database.Rows).Value.OrganizationId);
        AssertAskedAs(app, key, value);
    }

    [Fact]
    public async Task Sessions_of_before_and_after_are_each_completed_in_their_own_organization()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var before = await ConnectApp.SessionAsync(alice);
        var nameBefore = app.Polytomic.Starts[^1].Json["name"]!.GetValue<string>();
        Change(app, "OrganizationId", "umbrella");
        var after = await ConnectApp.SessionAsync(alice);

        // Each in the other's place proves nothing.
        app.Polytomic.Connect(name: nameBefore, organization: "umbrella", at: _time.GetUtcNow());
        app.Polytomic.Connect(organization: "acme", at: _time.GetUtcNow());
        Assert.Equal(("pending", "pending"), (await StatusAsync(alice, before), await StatusAsync(alice, after)));

        app.Polytomic.Connect(name: nameBefore, organization: "acme", at: _time.GetUtcNow());
        app.Polytomic.Connect(organization: "umbrella", at: _time.GetUtcNow());
        await _time.PassUntilAsync(() => _database.Rows.Count == 2);
        Assert.Equal(("connected", "connected"), (await StatusAsync(alice, before), await StatusAsync(alice, after)));
        Assert.Equal(["acme", "umbrella"], _database.Rows.Values.Select(row => row.OrganizationId).Order());
        Assert.Equal(0, app.Services.GetRequiredService<PendingSessions>().Count);
    }

    private Task<ConnectApp> StartAsync() => ConnectApp.StartAsync(
        new()
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:OrganizationId"] = "acme",
            ["PolytomicConnect:ModalOrigins:0"] = "https://polytomic.example",
        },
        connect => connect.AddDatabase(_database),
        builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private static void Change(ConnectApp app, string key, string value)
    {
        var configuration = (IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>();
        configuration["PolytomicConnect:" + key] = value;
        configuration.Reload();
    }

    private static void AssertAskedAs(ConnectApp app, string key, string value)
    {
        var asked = app.Polytomic.Requests.Last(request => request.Path == "connections");
        Assert.Equal(key == "BaseUrl" ? new Uri(value).Host : "polytomic.example", asked.Uri.Host);
        Assert.Equal(key == "TokenScheme" ? "Basic" : "Bearer", asked.Authorization!.Split(' ')[0]);
        Assert.Equal(key == "Token", asked.Authorization == "Bearer " + value);
    }

    private async Task<string> StatusAsync(HttpClient client, string session)
    {
        var status = await _time.PassUntilAsync(ConnectApp.StatusAsync(client, session));
        return status["data"]!["status"]!.GetValue<string>();
    }
}
