using System.Net;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

public class CatalogueCheckTests
{
    [Fact]
    public async Task The_first_completion_shows_a_mistyped_id_and_the_next_asks_no_more()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "postgresql",
            ["PolytomicConnect:Policies:Marketing:Integrations:1"] = "hubspott",
        });

        await CompleteAsync(app);
        await UntilAsync(() => Warnings(app) > 0);
        await CompleteAsync(app);

        Assert.Equal(1, Warnings(app));
        Assert.Contains(app.Logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Text.Contains("hubspott") && entry.Text.Contains("\"hubspot\""));
        Assert.Equal(1, Catalogues(app));
    }

    [Fact]
    public async Task A_catalogue_that_fails_harms_no_completion_and_is_asked_for_again()
    {
        await using var app = await ConnectApp.StartAsync(new() { ["PolytomicConnect:Policies:Marketing:Integrations:0"] = "postgresql" });
        app.Polytomic.Intercept = (sent, _) =>
            Task.FromResult(sent.Path == "connection_types" ? FakePolytomic.Json(HttpStatusCode.Forbidden, "{}") : null);

        await CompleteAsync(app);
        await UntilAsync(() => Catalogues(app) == 1);
        await CompleteAsync(app);
        await UntilAsync(() => Catalogues(app) == 2);

        Assert.Equal(0, Warnings(app));
    }

    [Fact]
    public async Task Policies_that_name_no_id_need_no_catalogue()
    {
        await using var app = await ConnectApp.StartAsync();

        await CompleteAsync(app);

        Assert.Equal(0, Catalogues(app));
    }

    private static async Task CompleteAsync(ConnectApp app)
    {
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();
        Assert.Equal("connected", (await ConnectApp.StatusAsync(alice, session))["data"]!["status"]!.GetValue<string>());
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var i = 0; i < 4_500 && !done(); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(done());
    }

    private static int Warnings(ConnectApp app) => app.Logs.Entries.Count(entry => entry.Id == 1210);

    private static int Catalogues(ConnectApp app) => app.Polytomic.Requests.Count(request => request.Path == "connection_types");
}
