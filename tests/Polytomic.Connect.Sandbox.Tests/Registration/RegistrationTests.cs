using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Registration;

public class RegistrationTests
{
    [Fact]
    public async Task Outside_Development_it_refuses_to_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(environment: "Production"));

        Assert.Contains("PolytomicSandbox:AllowOutsideDevelopment", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mapping_without_adding_names_the_call()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapPolytomicSandbox("/polytomic"));

        Assert.Contains("AddPolytomicSandbox()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_twice_is_adding_once_and_the_section_is_bound()
    {
        await using var host = await SandboxHost.StartAsync(build: b =>
        {
            b.Configuration.AddInMemoryCollection([new("PolytomicSandbox:Tokens:0", "from-configuration")]);
            b.Services.AddPolytomicSandbox();
        });

        Assert.Equal(["from-configuration"], host.Services.GetRequiredService<IOptions<PolytomicSandboxOptions>>().Value.Tokens);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Get, "me", body: null, client: host.Client("from-configuration"))).Status);
    }

    [Fact]
    public async Task The_apps_own_protection_does_not_reach_it()
    {
        await using var host = await SandboxHost.StartAsync(
            build: b =>
            {
                b.Services.AddAuthentication("cookies").AddCookie("cookies");
                b.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                b.Services.AddAntiforgery();
                b.Services.AddRateLimiter(o => o.GlobalLimiter = System.Threading.RateLimiting.PartitionedRateLimiter.Create<HttpContext, int>(
                    _ => System.Threading.RateLimiting.RateLimitPartition.GetConcurrencyLimiter(0, _ => new() { PermitLimit = 1, QueueLimit = 0 })));
            },
            use: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseAntiforgery();
                app.UseRateLimiter();
            });
        var browser = host.Browser();

        await browser.OpenAsync(await host.StartSessionAsync("stripe"));
        browser.Fill("Secret key", "k");
        await browser.SubmitAsync();

        Assert.Contains("is connected", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_base_and_a_group_are_part_of_every_address()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddPolytomicSandbox();
        await using var app = builder.Build();
        app.UsePathBase("/base");
        app.UseRouting();
        app.MapGroup("/inner").MapPolytomicSandbox("/polytomic");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-token");

        using var answer = await client.PostAsync("/base/inner/polytomic/api/connections/connect/", new StringContent("""{"name":"A","redirect_url":"https://a.example/"}"""), TestContext.Current.CancellationToken);
        Assert.Contains("\"http://localhost/base/inner/polytomic/connect?token=", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conventions_reach_what_is_mapped()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddPolytomicSandbox();
        await using var app = builder.Build();
        app.MapPolytomicSandbox("/polytomic").RequireHost("sandbox.example");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();

        using var answer = await client.GetAsync("/polytomic/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_or_not_JSON_stops_the_start()
    {
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(o => o.ConnectionTypesPath = "/nowhere"));
        var folder = Directory.CreateTempSubdirectory("sandbox-types-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.json"), "{", TestContext.Current.CancellationToken);
        var broken = await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(o => o.ConnectionTypesPath = folder));
        File.Move(Path.Combine(folder, "broken.json"), Path.Combine(folder, "half.json"));
        await File.WriteAllTextAsync(Path.Combine(folder, "half.json"), """{"properties":{"x":{"title":"\ud800"}}}""", TestContext.Current.CancellationToken);
        var half = await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(o => o.ConnectionTypesPath = folder));
        Directory.Delete(folder, recursive: true);

        Assert.Contains("PolytomicSandbox:ConnectionTypesPath", missing.Message, StringComparison.Ordinal);
        Assert.Contains("half.json", half.Message, StringComparison.Ordinal);
        Assert.Contains("broken.json", broken.Message, StringComparison.Ordinal);
    }
}
