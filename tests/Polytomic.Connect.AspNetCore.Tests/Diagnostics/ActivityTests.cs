using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Diagnostics;

public class ActivityTests
{
    [Fact]
    public async Task Every_try_of_a_session_is_traced_within_its_request()
    {
        using var test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var seen = new ConcurrentQueue<Activity>();
        // Tests run side by side: this one's have this trace.
        using var listener = Listen(activity => activity.TraceId == test.TraceId, seen.Enqueue);
        await using var app = await ConnectApp.StartAsync();
        var alice = app.ClientOf("alice");
        alice.DefaultRequestHeaders.Add("traceparent", test.Id);

        await ConnectApp.SessionAsync(alice);
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.UnprocessableEntity, ""));
        using var rejected = await ConnectApp.StartSessionAsync(alice, """{"name":"Mine","type":"postgresql"}""");

        Assert.Equal(
            ["polytomic.connect.upstream Client Unset POST 200", "polytomic.connect.upstream Client Error POST 422"],
            seen.Select(one => $"{one.OperationName} {one.Kind} {one.Status} {one.GetTagItem("http.request.method")} {one.GetTagItem("http.response.status_code")}"));
    }

    [Fact]
    public async Task A_completion_is_traced()
    {
        var seen = new TaskCompletionSource<Activity>();
        using var listener = Listen(activity => activity.OperationName == "polytomic.connect.completion", activity => seen.TrySetResult(activity));
        await using var app = await ConnectApp.StartAsync();
        var session = await ConnectApp.SessionAsync(app.ClientOf("alice"));
        app.Polytomic.Connect();

        await ConnectApp.StatusAsync(app.ClientOf("alice"), session);

        Assert.Equal(ActivityKind.Internal, (await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Kind);
    }

    private static ActivityListener Listen(Func<Activity, bool> wanted, Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Polytomic.Connect.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (wanted(activity))
                {
                    stopped(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
