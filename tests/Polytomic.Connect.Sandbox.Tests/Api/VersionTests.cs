using System.Net;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class VersionTests
{
    [Theory]
    [InlineData("2025-09-18", "2025-09-18")]
    [InlineData("2023-04-25", "2023-04-25")]
    [InlineData(null, "2021-05-23")]
    public async Task Every_answer_says_which_version_served_it(string? asked, string served)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Api.DefaultRequestHeaders.Remove("X-Polytomic-Version");
        host.Api.DefaultRequestHeaders.Add("X-Polytomic-Version", asked is null ? [] : [asked]);

        Assert.Equal(served, (await host.GetAsync("me")).Headers.GetValues("X-Polytomic-Version").Single());
        Assert.Equal(served, (await host.GetAsync("nothing")).Headers.GetValues("X-Polytomic-Version").Single());
    }

    [Fact]
    public async Task A_version_that_does_not_exist_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Api.DefaultRequestHeaders.Remove("X-Polytomic-Version");
        host.Api.DefaultRequestHeaders.Add("X-Polytomic-Version", "latest");

        var answer = await host.GetAsync("me");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("2025-09-18", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_versions_still_say_error()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Api.DefaultRequestHeaders.Remove("X-Polytomic-Version");

        Assert.NotNull((await host.GetAsync("nothing")).Body!["error"]);
    }
}
