using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>Reads the body of a request for a session. Whatever is sent, the outcome is a <see cref="ConnectBody"/> or a refusal.</summary>
internal static class ConnectBodyReader
{
    /// <summary>The most bytes that a body may have.</summary>
    public const int Limit = 16 * 1024;

    private const int FirstBuffer = 2 * 1024;

    /// <param name="request">The request.</param>
    /// <param name="sameOrigin">Whether a page of the application's own origin sent it: only then is JSON taken as text/plain, which needs no preflight.</param>
    /// <param name="cancellationToken">Canceled when the caller is gone.</param>
    public static async ValueTask<ConnectBody> ReadAsync(HttpRequest request, bool sameOrigin, CancellationToken cancellationToken)
    {
        var format = BodyFormats.Of(request, sameOrigin);
        if (request.ContentLength > Limit)
        {
            throw Refusal.TooLarge();
        }

        // A middleware before us (a method override, say) may have read the form; then there is nothing left to read.
        if (format == BodyFormat.Form && request.HttpContext.Features.Get<IFormFeature>()?.Form is { } form)
        {
            return FormConnectBody.From(form);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var length = 0;
        try
        {
            while (await ReadSomeAsync(request, buffer.AsMemory(length, Math.Min(buffer.Length, Limit + 1) - length), cancellationToken) is > 0 and var count)
            {
                length += count;
                if (length > Limit)
                {
                    throw Refusal.TooLarge();
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            var bytes = buffer.AsSpan(0, length);
            return format == BodyFormat.Form ? FormConnectBody.Parse(bytes) : JsonConnectBody.Parse(bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadSomeAsync(HttpRequest request, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw Refusal.TooLarge();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException)
        {
            // Cut off, too slow, or compressed data that does not unpack. A caller who left needs no answer.
            cancellationToken.ThrowIfCancellationRequested();
            throw Refusal.Invalid("The body could not be read to its end.", e);
        }
    }
}
