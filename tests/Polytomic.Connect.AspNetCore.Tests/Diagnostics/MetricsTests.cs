using System.Net;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Diagnostics;

public class MetricsTests
{
    [Fact]
    public async Task Sessions_are_counted_by_outcome_and_integration()
    {
        await using var app = await ConnectApp.StartAsync(new()
        {
            ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
            ["PolytomicConnect:Policies:All:Except:0"] = "api",
        });
        using var measured = new Measurements(app.Services);
        var alice = app.ClientOf("alice");

        await ConnectApp.SessionAsync(alice);
        await ConnectApp.SessionAsync(alice, """{"name":"x"}""");
        using var refused = await ConnectApp.StartSessionAsync(alice, """{"name":"x","type":"api"}""");
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.UnprocessableEntity, "{}"));
        using var rejected = await ConnectApp.StartSessionAsync(alice, """{"name":"x","type":"postgresql"}""");
        using var unknown = await ConnectApp.StartSessionAsync(alice, """{"name":"x","type":"whatever the caller writes"}""");

        Assert.Equal(
            [
                "polytomic.connect.sessions outcome=started integration=postgresql: 1",
                "polytomic.connect.sessions outcome=started integration=any: 1",
                "polytomic.connect.sessions outcome=integration_not_allowed integration=any: 1",
                "polytomic.connect.sessions outcome=rejected_by_polytomic integration=postgresql: 1",
                "polytomic.connect.sessions outcome=rejected_by_polytomic integration=other: 1",
            ],
            measured.Of("polytomic.connect.sessions"));
    }

    [Fact]
    public async Task Completions_are_counted_once()
    {
        await using var app = await ConnectApp.StartAsync();
        using var measured = new Measurements(app.Services);
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();

        await ConnectApp.StatusAsync(alice, session);
        await ConnectApp.StatusAsync(alice, session);

        Assert.Equal(["polytomic.connect.completions: 1"], measured.Of("polytomic.connect.completions"));
    }

    [Fact]
    public async Task Every_try_upstream_is_timed_with_the_status_that_it_had()
    {
        var tries = 0;
        await using var app = await ConnectApp.StartAsync();
        using var measured = new Measurements(app.Services);
        app.Polytomic.Intercept = (_, _) => ++tries switch
        {
            1 => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.ServiceUnavailable, "")),
            2 => throw new HttpRequestException("no"),
            _ => Task.FromResult<HttpResponseMessage?>(null),
        };

        await ConnectApp.SessionAsync(app.ClientOf("alice"));

        Assert.Equal(
            [
                "polytomic.connect.upstream.duration (s) http.response.status_code=503: some",
                "polytomic.connect.upstream.duration (s): some",
                "polytomic.connect.upstream.duration (s) http.response.status_code=200: some",
            ],
            measured.Of("polytomic.connect.upstream.duration"));
    }
}
