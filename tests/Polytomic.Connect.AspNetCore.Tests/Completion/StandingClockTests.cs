using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Completion;

/// <summary>An application under test may stop its clock. What waits in order to spare Polytomic then waits in real time.</summary>
public class StandingClockTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Who_asks_twice_is_answered_twice()
    {
        await using var app = await StartAsync();
        var alice = app.ClientOf("alice");
        var session = await ConnectApp.SessionAsync(alice);

        for (var question = 0; question < 2; question++)
        {
            var status = await ConnectApp.StatusAsync(alice, session);
            Assert.Equal("pending", status["data"]!["status"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_failure_is_tried_again()
    {
        await using var app = await StartAsync();
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(new(HttpStatusCode.ServiceUnavailable));

        using var answer = await ConnectApp.StartSessionAsync(app.ClientOf("alice"), """{"name":"Mine","type":"postgresql"}""");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(3, app.Polytomic.Starts.Count);
    }

    private Task<ConnectApp> StartAsync() => ConnectApp.StartAsync(connect: connect => connect.Services.AddSingleton<TimeProvider>(_time));
}
