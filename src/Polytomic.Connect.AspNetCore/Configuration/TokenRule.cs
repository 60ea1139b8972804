namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The key is there and can be sent. No message repeats it.</summary>
internal static class TokenRule
{
    public static void Check(PolytomicConnectOptions options, bool hasCredentialProvider, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(options.Token))
        {
            // Present but blank is as good as absent: a deployment sets it so.
            if (!hasCredentialProvider)
            {
                failures.Add("PolytomicConnect:Token is missing; set it to the API key, or register a credential provider with AddCredentialProvider");
            }
        }
        else if (options.Token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            failures.Add("PolytomicConnect:Token holds a character that cannot be sent in a header, such as a space or a line break at its end");
        }
    }
}
