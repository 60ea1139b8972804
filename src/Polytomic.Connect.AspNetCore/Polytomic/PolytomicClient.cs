using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>The calls of Polytomic's API that the product makes.</summary>
internal sealed class PolytomicClient(PolytomicHttp http)
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestCatalogue = 8 * 1024 * 1024;

    /// <summary>Asks for a session. The answer's address is relayed only when it is on an origin where the modal may be.</summary>
    /// <param name="account">The key to use.</param>
    /// <param name="request">The JSON to send.</param>
    /// <param name="idempotencyKey">Carried by every try.</param>
    /// <param name="deadline">The work that this is part of.</param>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task<WebUrl> ConnectAsync(PolytomicAccount account, ReadOnlyMemory<byte> request, string idempotencyKey, Deadline deadline)
    {
        var answer = await http.SendAsync(account, HttpMethod.Post, "connections/connect", request, idempotencyKey, ReadAsync, deadline);
        return answer is PolytomicAnswer<WebUrl> { Value: var url } ? url : throw http.Failure(answer);

        async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestAnswer, token);
            return body is { } bytes && ConnectAnswer.ReadRedirectUrl(bytes.Span) is { } text
                && WebUrl.TryParse(text, out var url) && account.Settings.ModalOrigins.Contains(url.Origin)
                ? new PolytomicAnswer<WebUrl>((int)response.StatusCode, url)
                : null;
        }
    }

    /// <summary>One connection; null where there is none of that id.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task<ListedConnection?> GetConnectionAsync(PolytomicAccount account, string id, Deadline deadline)
    {
        var answer = await http.SendAsync(account, HttpMethod.Get, "connections/" + Uri.EscapeDataString(id), null, null, ReadAsync, deadline);
        return answer switch
        {
            PolytomicAnswer<ListedConnection> { Value: var connection } => connection,
            // An id that is none at all is not there either.
            { IsNotFound: true } or { Status: 400 or 422 } => null,
            _ => throw http.Failure(answer),
        };

        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestCatalogue, token);
            return body is { } bytes && ConnectAnswer.ReadConnection(bytes.Span) is { } connection
                ? new PolytomicAnswer<ListedConnection>((int)response.StatusCode, connection)
                : null;
        }
    }

    /// <summary>Goes through the connections of the account's organization.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed, or the list did not arrive whole.</exception>
    public async Task ScanConnectionsAsync(
        PolytomicAccount account, Func<string?, string?, bool> looksFor, Func<ListedConnection, bool> found, Deadline deadline)
    {
        var answer = await http.SendAsync(account, HttpMethod.Get, "connections", null, null, ReadAsync, deadline);
        if (!answer.IsSuccess)
        {
            throw http.Failure(answer);
        }

        async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(token);
            return await ConnectionListScanner.ScanAsync(stream, looksFor, found, token)
                ? new PolytomicAnswer((int)response.StatusCode)
                : null;
        }
    }

    /// <summary>Polytomic's catalogue of integrations.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task<IReadOnlyList<ConnectionType>> GetConnectionTypesAsync(PolytomicAccount account, Deadline deadline)
    {
        var answer = await http.SendAsync(account, HttpMethod.Get, "connection_types", null, null, ReadAsync, deadline);
        return answer is PolytomicAnswer<List<ConnectionType>> { Value: var types } ? types : throw http.Failure(answer);

        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestCatalogue, token);
            return body is { } bytes && ConnectionTypesReader.Read(bytes.Span) is { } types
                ? new PolytomicAnswer<List<ConnectionType>>((int)response.StatusCode, types)
                : null;
        }
    }

    /// <summary>Asks whose key this is: the usual way to check one.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task CheckKeyAsync(PolytomicAccount account, Deadline deadline)
    {
        var answer = await http.SendAsync(account, HttpMethod.Get, "me", null, null, ReadAsync, deadline);
        if (!answer.IsSuccess)
        {
            throw http.Failure(answer);
        }

        // Something between here and Polytomic may say 200 to everything: a sign-in page, a proxy.
        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestAnswer, token);
            return body is { } bytes && ConnectAnswer.HasData(bytes.Span) ? new PolytomicAnswer((int)response.StatusCode) : null;
        }
    }
}
