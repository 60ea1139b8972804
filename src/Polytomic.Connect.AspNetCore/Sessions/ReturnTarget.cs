using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>Where the completion page goes on to: a local path of the application, and not a long one, since it travels in the seal.</summary>
internal static class ReturnTarget
{
    public const int Longest = 512;

    public static bool TryParse(string? text, out string? path)
    {
        path = null;
        return text is null || (LocalUrl.TryParse(text, out path) && path!.Length <= Longest);
    }

    /// <exception cref="PolytomicConnectException">It is not local, or too long.</exception>
    public static string? Check(string? text) => TryParse(text, out var path)
        ? path
        : throw new PolytomicConnectException(ErrorCodes.InvalidRequest, $"The return URL has to be a local path of at most {Longest} characters.");
}
