using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MvcSample.Tests.Fixtures;
using Polytomic.Connect.Operations.Tests.Shop;

namespace Polytomic.Connect.Operations.Tests.TwoNodes;

/// <summary>A user's browser at the shop. What the shop could not answer it asks again, as the script and a person do.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly HttpClient _client;

    public Browser(string shop, string user)
    {
        User = user;
        _client = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = new(),
            // The certificate is the test's own.
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        })
        {
            BaseAddress = new(shop),
            Timeout = Patience.Time,
        };
        _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public string User { get; }

    /// <summary>Where the modal is.</summary>
    public string Modal { get; private set; } = "";

    public string Session { get; private set; } = "";

    /// <summary>The node that started the session.</summary>
    public string StartedOn { get; private set; } = "";

    /// <summary>The node that said that it is connected.</summary>
    public string ConnectedOn { get; private set; } = "";

    /// <summary>Why requests had to be repeated.</summary>
    public List<string> Repeated { get; } = [];

    public async Task SignInAsync()
    {
        using var answer = await SendAsync(() => new(HttpMethod.Post, "login/" + User));
    }

    public async Task StartAsync()
    {
        using var answer = await SendAsync(() => new(HttpMethod.Post, "_/api/connections/connect") { Content = JsonContent.Create(new { name = "CRM of " + User, type = "hubspot" }) });
        var data = (await ReadAsync(answer))["data"]!;
        (Modal, Session, StartedOn) = (data["redirect_url"]!.GetValue<string>(), data["session"]!.GetValue<string>(), NodeOf(answer));
    }

    public async Task<HttpResponseMessage> GetAsync(string address) => await SendAsync(() => new(HttpMethod.Get, address));

    /// <summary>The body of an answer, whatever its status is.</summary>
    public async Task<string> ReadAsync(string address)
    {
        using var answer = await _client.GetAsync(address, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One question, and which node answered it.</summary>
    public async Task<(string Status, string Node)> AskAsync()
    {
        using var answer = await GetAsync("_/api/connect_status?session=" + Session);
        return ((await ReadAsync(answer))["data"]!["status"]!.GetValue<string>(), NodeOf(answer));
    }

    /// <summary>Asks until it is connected, and returns the connection's id.</summary>
    public async Task<string> ConnectedAsync()
    {
        using var patience = new CancellationTokenSource(3 * Patience.Time);
        while (true)
        {
            using var answer = await GetAsync("_/api/connect_status?session=" + Session);
            var data = (await ReadAsync(answer))["data"]!;
            if (data["status"]!.GetValue<string>() == "connected")
            {
                ConnectedOn = NodeOf(answer);
                return data["connection"]!["id"]!.GetValue<string>();
            }

            Assert.Equal("pending", data["status"]!.GetValue<string>());
            Assert.False(patience.IsCancellationRequested, $"{User} waits in vain. Repeated: {string.Join(", ", Repeated)}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    public static string NodeOf(HttpResponseMessage answer) => answer.Headers.GetValues(ShopNode.NodeHeader).Single();

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create)
    {
        while (true)
        {
            using var request = create();
            try
            {
                var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                {
                    Assert.True(answer.IsSuccessStatusCode, $"{request.Method} {request.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
                    return answer;
                }

                Repeated.Add($"{request.Method} {(int)answer.StatusCode}");
                answer.Dispose();
            }
            catch (HttpRequestException exception)
            {
                Repeated.Add($"{request.Method} {exception.HttpRequestError}");
            }

            Assert.True(Repeated.Count < 100, $"{User} gets no answer: {string.Join(", ", Repeated)}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
}
