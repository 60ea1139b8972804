using System.Runtime.CompilerServices;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>The calls of Polytomic's API that the product makes.</summary>
internal sealed class PolytomicClient(PolytomicHttp http)
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestCatalogue = 8 * 1024 * 1024;

    /// <summary>Asks for a session. <see cref="Modal"/> reads the answer: to wait for it here would be one task more for each session.</summary>
    /// <param name="account">The key to use.</param>
    /// <param name="request">The JSON to send.</param>
    /// <param name="idempotencyKey">Carried by every try.</param>
    /// <param name="deadline">The work that this is part of.</param>
    /// <exception cref="PolytomicConnectException">The circuit is open, or the time is over.</exception>
    public ValueTask<PolytomicAnswer> ConnectAsync(PolytomicAccount account, ReadOnlyMemory<byte> request, string idempotencyKey, Deadline deadline)
    {
        return http.SendAsync(new UpstreamCall
        {
            Account = account,
            Method = HttpMethod.Post,
            Path = PolytomicAccount.ConnectPath,
            Body = request,
            IdempotencyKey = idempotencyKey,
            Read = ReadAsync,
            Deadline = deadline,
        });

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, UpstreamCall call)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestAnswer, call.Deadline.Token);
            return body is { } bytes && ConnectAnswer.ReadRedirectUrl(bytes.Span) is { } text
                && WebUrl.TryParse(text, out var url) && url.IsOnAnyOf(call.Account.Settings.ModalOrigins)
                ? new PolytomicAnswer<WebUrl>((int)response.StatusCode, url)
                : null;
        }
    }

    /// <summary>Where the modal is. An address is relayed only when it is on an origin where the modal may be.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public WebUrl Modal(PolytomicAnswer answer, PolytomicAccount account) =>
        answer is PolytomicAnswer<WebUrl> { Value: var url } ? url : throw http.Failure(answer, account);

    /// <summary>One connection; null where there is none of that id.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task<ListedConnection?> GetConnectionAsync(PolytomicAccount account, string id, Deadline deadline)
    {
        var answer = await http.SendAsync(Get(account, "connections/" + Uri.EscapeDataString(id), ReadAsync, deadline));
        return answer switch
        {
            PolytomicAnswer<ListedConnection> { Value: var connection } => connection,
            // An id that is none at all is not there either.
            { IsNotFound: true } or { Status: 400 or 422 } => null,
            _ => throw http.Failure(answer, account),
        };

        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, UpstreamCall call)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestCatalogue, call.Deadline.Token);
            return body is { } bytes && ConnectAnswer.ReadConnection(bytes.Span) is { } connection
                ? new PolytomicAnswer<ListedConnection>((int)response.StatusCode, connection)
                : null;
        }
    }

    /// <summary>Goes through the connections of the account's organization.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed, or the list did not arrive whole.</exception>
    public async Task ScanConnectionsAsync(
        PolytomicAccount account, Func<int, int, bool> looksFor, Func<ListedConnection, bool> found, Deadline deadline)
    {
        var answer = await http.SendAsync(Get(account, "connections", ReadAsync, deadline));
        if (!answer.IsSuccess)
        {
            throw http.Failure(answer, account);
        }

        async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, UpstreamCall call)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(call.Deadline.Token);
            return await ConnectionListScanner.ScanAsync(stream, looksFor, found, call.Deadline.Token)
                ? new PolytomicAnswer((int)response.StatusCode)
                : null;
        }
    }

    /// <summary>Polytomic's catalogue of integrations.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task<IReadOnlyList<ConnectionType>> GetConnectionTypesAsync(PolytomicAccount account, Deadline deadline)
    {
        var answer = await http.SendAsync(Get(account, "connection_types", ReadAsync, deadline));
        return answer is PolytomicAnswer<List<ConnectionType>> { Value: var types } ? types : throw http.Failure(answer, account);

        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, UpstreamCall call)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestCatalogue, call.Deadline.Token);
            return body is { } bytes && ConnectionTypesReader.Read(bytes.Span) is { } types
                ? new PolytomicAnswer<List<ConnectionType>>((int)response.StatusCode, types)
                : null;
        }
    }

    /// <summary>Asks whose key this is: the usual way to check one.</summary>
    /// <exception cref="PolytomicConnectException">Polytomic refused or failed.</exception>
    public async Task CheckKeyAsync(PolytomicAccount account, Deadline deadline)
    {
        var answer = await http.SendAsync(Get(account, "me", ReadAsync, deadline));
        if (!answer.IsSuccess)
        {
            throw http.Failure(answer, account);
        }

        // Something between here and Polytomic may say 200 to everything: a sign-in page, a proxy.
        static async ValueTask<PolytomicAnswer?> ReadAsync(HttpResponseMessage response, UpstreamCall call)
        {
            using var body = await BoundedBody.ReadAsync(response.Content, LongestAnswer, call.Deadline.Token);
            return body is { } bytes && ConnectAnswer.HasData(bytes.Span) ? new PolytomicAnswer((int)response.StatusCode) : null;
        }
    }

    private static UpstreamCall Get(PolytomicAccount account, string path, UpstreamCall.Reader read, Deadline deadline) =>
        new() { Account = account, Method = HttpMethod.Get, Path = path, Read = read, Deadline = deadline };
}
