using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Fetches what somebody typed, within bounds: a few seconds, a megabyte, a few redirects, and no link-local addresses, where clouds keep secrets.</summary>
internal sealed class HttpFetcher(TimeProvider time) : IDisposable
{
    private const int MaxBody = 1024 * 1024;
    private const int MaxRedirects = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectCallback = ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromSeconds(10),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>The last answer, or in words why there was none.</summary>
    public async Task<(FetchedPage? Page, string? Error)> SendAsync(HttpMethod method, HttpTarget target, byte[]? body, IReadOnlyDictionary<string, string>? headers, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var url = target.Url;
        try
        {
            for (var hop = 0; hop <= MaxRedirects; hop++)
            {
                using var request = new HttpRequestMessage(method, url);
                request.Headers.UserAgent.ParseAdd("polytomic-sandbox");
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
                }

                foreach (var (name, value) in headers ?? new Dictionary<string, string>())
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                target.Apply(request);
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                var status = (int)response.StatusCode;
                if (status is >= 300 and < 400 && response.Headers.Location is { } location)
                {
                    url = new Uri(url, location);
                    if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
                    {
                        return (null, $"{Called(method, target.Url)} was redirected to something that is not http.");
                    }

                    // As browsers do: only 307 and 308 repeat a post.
                    if (status is not (307 or 308))
                    {
                        method = HttpMethod.Get;
                        body = null;
                    }

                    continue;
                }

                return (new FetchedPage(url, status, response.ReasonPhrase, response.Content.Headers.ContentType?.MediaType, await ReadAsync(response, limit.Token)), null);
            }

            return (null, $"{Called(method, target.Url)} was redirected more than {MaxRedirects} times.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"{Called(method, url)} took longer than {Timeout.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or NotSupportedException or InvalidOperationException or FormatException)
        {
            return (null, $"{Called(method, url)} failed: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <summary>The query stays out: keys travel in it.</summary>
    public static string Called(HttpMethod method, Uri url) => $"{method} {url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}";

    public void Dispose() => _client.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var kept = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while (kept.Length < MaxBody && (read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            kept.Write(chunk, 0, read);
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var reachable = Array.FindAll(addresses, a => !IsLinkLocal(a));
        if (reachable.Length == 0)
        {
            throw new IOException("The sandbox calls no link-local addresses.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLinkLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);
    }
}
