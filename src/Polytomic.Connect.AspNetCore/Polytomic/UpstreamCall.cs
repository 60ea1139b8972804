namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>One call of Polytomic's API, the same at every try.</summary>
internal sealed class UpstreamCall
{
    private const string JsonType = "application/json";

    /// <summary>Reads a success; null for one that makes no sense.</summary>
    public delegate ValueTask<PolytomicAnswer?> Reader(HttpResponseMessage response, UpstreamCall call);

    public required PolytomicAccount Account { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The path below the API's address.</summary>
    public required string Path { get; init; }

    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>What every try carries; null for calls that take none.</summary>
    public string? IdempotencyKey { get; init; }

    public required Reader Read { get; init; }

    public required Deadline Deadline { get; init; }

    public HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(Method, Account.AddressOf(Path));

        // What is known to be well-formed is not parsed again at every call.
        request.Headers.TryAddWithoutValidation("Authorization", Account.Authorization);
        request.Headers.TryAddWithoutValidation("X-Polytomic-Version", Account.Settings.Options.Version);
        if (IdempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", IdempotencyKey);
        }

        if (Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", JsonType);
        }

        return request;
    }
}
