using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class IdempotencyTests
{
    private const string Connect = """{"name":"A","redirect_url":"https://a.example/"}""";

    [Fact]
    public async Task The_first_outcome_is_given_again_for_a_day()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await SandboxHost.StartAsync(build: b => b.Services.AddSingleton<TimeProvider>(time));

        var first = await host.PostAsync("connections/connect", Connect, "key-1");
        var again = await host.PostAsync("connections/connect", """{"name":"B","redirect_url":"https://b.example/"}""", "key-1");
        var other = await host.PostAsync("connections/connect", Connect, "key-2");
        time.Advance(TimeSpan.FromHours(25));
        var later = await host.PostAsync("connections/connect", Connect, "key-1");

        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
        Assert.NotEqual(first.Body!.ToJsonString(), other.Body!.ToJsonString());
        Assert.NotEqual(first.Body!.ToJsonString(), later.Body!.ToJsonString());
    }

    [Fact]
    public async Task Errors_are_outcomes_too()
    {
        await using var host = await SandboxHost.StartAsync();

        await host.PostAsync("connections/connect", """{"name":"A"}""", "key");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.PostAsync("connections/connect", Connect, "key")).Status);
    }

    [Fact]
    public async Task While_the_first_is_under_way_the_second_is_a_conflict()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await SandboxHost.StartAsync(build: b => b.Services.AddSingleton<TimeProvider>(time));
        const string slow = """{"name":"sandbox:slow","redirect_url":"https://a.example/"}""";

        var first = host.PostAsync("connections/connect", slow, "key");
        ApiResult second;
        do
        {
            // The first one may not have arrived yet; then this one is it, and slow: whichever waits, one of two is refused.
            var attempt = host.PostAsync("connections/connect", slow, "key");
            second = await await Task.WhenAny(first, attempt);
        }
        while (second.Status != HttpStatusCode.Conflict);

        Assert.Equal("conflict", second.Key);
        Assert.NotNull(second.Headers.RetryAfter);
        time.Advance(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_key_of_other_characters_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("connections/connect", Connect, "key 1")).Status);
    }
}
