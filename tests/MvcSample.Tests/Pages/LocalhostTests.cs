using System.Net;
using System.Net.Sockets;
using System.Text;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Pages;

/// <summary>The app is on localhost, its modal on 127.0.0.1.</summary>
public sealed class LocalhostTests(SampleApp app, Chromium chromium) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    [Fact]
    public async Task People_who_type_the_number_are_sent_to_localhost()
    {
        var visitor = await VisitAsync();

        await visitor.Page.GotoAsync($"http://127.0.0.1:{App.Process.Port}/account/login?returnUrl=%2Ftutorial");

        Assert.Equal($"{App.Url}/account/login?returnUrl=%2Ftutorial", visitor.Page.Url);
    }

    [Theory]
    [InlineData("xn--")]
    [InlineData("xn--a-\u00E9")]
    [InlineData("xn--99999999999")]
    [InlineData("[::1")]
    [InlineData("127.0.0.1:99999999999")]
    [InlineData("")]
    public async Task A_host_that_is_none_is_no_error_of_ours(string host)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, App.Process.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET /account/login HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"), Cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);

        Assert.Matches("^HTTP/1.1 (200|302|400) ", await reader.ReadToEndAsync(Cancellation).WaitAsync(Patience.Time, Cancellation));
    }
}
