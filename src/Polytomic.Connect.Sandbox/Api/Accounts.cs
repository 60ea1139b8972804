using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>The keys that are accepted, as a bearer token or, as self-hosted deployments do, as the user name of Basic.</summary>
internal sealed class Accounts
{
    public Accounts(IOptions<PolytomicSandboxOptions> options)
    {
        All = [.. options.Value.Tokens.Distinct(StringComparer.Ordinal).Select((token, index) => new Account(token, index + 1))];
    }

    public IReadOnlyList<Account> All { get; }

    public Account? Find(HttpRequest request) => Key(request.Headers.Authorization.ToString()) is { } key
        ? All.FirstOrDefault(a => a.HasKey(key))
        : null;

    private static string? Key(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return null;
        }

        var scheme = authorization[..space];
        var value = authorization[(space + 1)..].Trim();
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? UserName(value) : null;
    }

    private static string? UserName(string value)
    {
        var buffer = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length);
        return pair.EndsWith(':') ? pair[..^1] : null;
    }
}
