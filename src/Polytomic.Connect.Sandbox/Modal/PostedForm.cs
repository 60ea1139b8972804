using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>Reads a posted form within bounds of the modal's own.</summary>
internal static class PostedForm
{
    private static readonly FormOptions Bounds = new()
    {
        MultipartBodyLengthLimit = 4 * 1024 * 1024,
        ValueLengthLimit = 512 * 1024,
        KeyLengthLimit = 2048,
        ValueCountLimit = 8192,
    };

    /// <summary>The form, or null when there is none that can be read.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            // Something before us may have read it already.
            if (context.Features.Get<IFormFeature>() is not { Form: not null })
            {
                context.Features.Set<IFormFeature>(new FormFeature(context.Request, Bounds));
            }

            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }
}
