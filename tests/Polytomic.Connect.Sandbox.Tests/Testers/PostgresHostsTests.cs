using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Testers;

public class PostgresHostsTests
{
    [Fact]
    public async Task However_many_silent_hosts_are_named_there_is_an_end()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await SandboxHost.StartAsync(build: b => b.Services.AddSingleton<TimeProvider>(time));
        var hosts = string.Join(',', Enumerable.Repeat(silent.LocalEndpoint, 500));

        var test = host.PostAsync("connections/test", $$$"""{"type":"postgresql","configuration":{"hostname":"{{{hosts}}}","port":5432,"username":"u","password":"p","database":"d","ssl":false}}""");
        using var waiting = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(10));
        var answer = await test.WaitAsync(TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("within 10 seconds", answer.Message, StringComparison.Ordinal);
    }
}
