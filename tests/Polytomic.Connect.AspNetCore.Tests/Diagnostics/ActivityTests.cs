using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Diagnostics;

public class ActivityTests
{
    [Fact]
    public async Task Every_try_upstream_and_every_completion_is_traced_within_the_request()
    {
        var seen = new ConcurrentQueue<Activity>();
        var all = new TaskCompletionSource();
        using var test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Polytomic.Connect.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            // Tests run side by side: this one's have this trace.
            ActivityStopped = activity =>
            {
                if (activity.TraceId == test.TraceId)
                {
                    seen.Enqueue(activity);
                    if (seen.Count == 3)
                    {
                        all.TrySetResult();
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var tries = 0;
        await using var app = await ConnectApp.StartAsync();
        app.Polytomic.Intercept = (_, _) => Task.FromResult(++tries == 1 ? FakePolytomic.Json(HttpStatusCode.BadGateway, "") : null);
        var alice = app.ClientOf("alice");
        alice.DefaultRequestHeaders.Add("traceparent", test.Id);

        var session = await ConnectApp.SessionAsync(alice);
        app.Polytomic.Connect();
        await ConnectApp.StatusAsync(alice, session);

        // The list is not among them: it answers all who wait, and is part of nobody's request.
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "polytomic.connect.completion Internal Unset  ",
                "polytomic.connect.upstream Client Error POST 502",
                "polytomic.connect.upstream Client Unset POST 200",
            ],
            seen.Select(one => $"{one.OperationName} {one.Kind} {one.Status} {one.GetTagItem("http.request.method")} {one.GetTagItem("http.response.status_code")}").Order(StringComparer.Ordinal));
    }
}
