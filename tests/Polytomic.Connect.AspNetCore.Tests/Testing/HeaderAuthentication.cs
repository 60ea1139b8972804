using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary><c>X-User: bob; role=marketing; org=acme</c></summary>
internal sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers["X-User"].ToString();
        if (header.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var claims = new List<Claim>();
        if (parts[0].Length > 0)
        {
            claims.Add(new Claim(ClaimTypes.NameIdentifier, parts[0]));
        }

        foreach (var part in parts.Skip(1))
        {
            var (type, value) = (part[..part.IndexOf('=')], part[(part.IndexOf('=') + 1)..]);
            claims.Add(new Claim(type == "role" ? ClaimTypes.Role : type, value));
        }

        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, "Header"));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, "Header")));
    }
}

internal static class HeaderAuthenticationExtensions
{
    public static void AddHeaderAuthentication(this IServiceCollection services) =>
        services.AddAuthentication("Header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Header", null);
}
