using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class TroubleTests
{
    private static string Body(string trouble) => $$"""{"name":"Mine sandbox:{{trouble}} (abcdefgh)","redirect_url":"https://a.example/"}""";

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("409")]
    [InlineData("422")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("503")]
    public async Task A_name_can_ask_for_a_status(string status)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.PostAsync("connections/connect", Body(status));

        Assert.Equal(status, $"{(int)answer.Status}");
        Assert.Equal(status is "409" or "429" or "503", answer.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task A_name_can_ask_for_a_page_in_HTML()
    {
        await using var host = await SandboxHost.StartAsync();

        using var response = await host.Api.PostAsync("connections/connect", new StringContent(Body("html")), TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_name_can_ask_for_broken_JSON()
    {
        await using var host = await SandboxHost.StartAsync();

        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => host.PostAsync("connections/connect", Body("garbage")));
    }

    [Fact]
    public async Task A_name_can_ask_for_a_connection_that_is_cut()
    {
        await using var host = await SandboxHost.StartAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => host.PostAsync("connections/connect", Body("reset")));
    }

    [Fact]
    public async Task A_name_can_ask_for_no_answer()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Api.Timeout = TimeSpan.FromMilliseconds(300);

        await Assert.ThrowsAsync<TaskCanceledException>(() => host.PostAsync("connections/connect", Body("timeout")));
    }
}
