using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// Sends through the app's handlers for Polytomic. An <see cref="HttpClient"/> around them costs 1 KB a call, so there is one only where
/// the app configures the client itself (its default headers, say).
/// </summary>
internal sealed class UpstreamSender(IHttpClientFactory clients, IHttpMessageHandlerFactory handlers, IOptionsMonitor<HttpClientFactoryOptions> options)
{
    public const string ClientName = "Polytomic.Connect";

    private readonly bool _isClientConfigured = options.Get(ClientName).HttpClientActions.Count > 0;

    /// <returns>The answer, its body still to be read.</returns>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_isClientConfigured)
        {
            // The factory owns the handler, which outlives many an invoker.
            return new HttpMessageInvoker(handlers.CreateHandler(ClientName), disposeHandler: false).SendAsync(request, cancellationToken);
        }

        var client = clients.CreateClient(ClientName);
        // The time is ours to keep: one deadline for all tries.
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
