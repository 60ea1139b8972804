using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>How a body is written, by its media type.</summary>
internal enum BodyFormat
{
    Json,
    Form,
}

/// <summary>Tells the formats apart, and refuses the others.</summary>
internal static class BodyFormats
{
    private const string Json = "application/json";

    public static BodyFormat Of(HttpRequest request, bool sameOrigin)
    {
        var encoding = request.Headers.ContentEncoding;
        if (encoding.Count > 0 && !string.Equals(encoding.ToString(), "identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal.UnsupportedMediaType("The body must not be compressed.");
        }

        var contentType = request.Headers.ContentType;
        if (contentType.Count == 0 && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            throw Refusal.Invalid("The request has no body.");
        }

        return contentType.Count == 1 && string.Equals(contentType[0], Json, StringComparison.OrdinalIgnoreCase) ? BodyFormat.Json : Parse(contentType.ToString(), sameOrigin);
    }

    private static BodyFormat Parse(string contentType, bool sameOrigin)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            throw Refusal.UnsupportedMediaType($"The body must be sent as {Json}.");
        }

        foreach (var parameter in type.Parameters)
        {
            if (parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && !HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                throw Refusal.UnsupportedMediaType("The body must be UTF-8.");
            }
        }

        return type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? BodyFormat.Json
            : type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Form
            : !type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase) ? throw Refusal.UnsupportedMediaType($"The body must be sent as {Json}.")
            : !sameOrigin ? throw Refusal.UnsupportedMediaType($"From another origin the body must be sent as {Json}.")
            : BodyFormat.Json;
    }
}
