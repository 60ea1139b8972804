using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Diagnostics;

public class HealthCheckTests
{
    [Fact]
    public async Task A_good_key_is_healthy()
    {
        await using var app = await StartAsync();

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(app)).Status);
        Assert.Equal("https://polytomic.example/api/me", Assert.Single(app.Polytomic.Requests).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(401, "{}", "polytomic_unauthorized")]
    [InlineData(403, "{}", "polytomic_unauthorized")]
    [InlineData(404, "{}", "polytomic_failed")]
    [InlineData(429, "{}", "polytomic_unavailable")]
    [InlineData(200, "<html>Sign in to the network</html>", "polytomic_failed")]
    [InlineData(200, "", "polytomic_failed")]
    public async Task Anything_else_is_what_the_app_calls_a_failure(int status, string body, string code)
    {
        await using var app = await StartAsync(HealthStatus.Degraded);
        app.Polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json((HttpStatusCode)status, body));

        var entry = await CheckAsync(app);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains(code, entry.Description);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task Without_a_key_of_the_apps_own_there_is_nothing_to_check()
    {
        await using var app = await ConnectApp.StartAsync(
            new() { ["PolytomicConnect:Token"] = " " },
            connect => connect.AddCredentialProvider<Nobody>(),
            builder => builder.Services.AddHealthChecks().AddPolytomicConnect());

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(app)).Status);
        Assert.Empty(app.Polytomic.Requests);
    }

    private static Task<ConnectApp> StartAsync(HealthStatus? failure = null) => ConnectApp.StartAsync(
        new() { ["PolytomicConnect:MaxAttempts"] = "1" },
        builder: builder => builder.Services.AddHealthChecks().AddPolytomicConnect(failureStatus: failure));

    private static async Task<HealthReportEntry> CheckAsync(ConnectApp app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["polytomic-connect"];

    private sealed class Nobody : IPolytomicCredentialProvider
    {
        public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken) => default;
    }
}
