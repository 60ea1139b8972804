using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>Signs everybody in at next to no cost, through the framework's own authentication: what an app's scheme costs is not ours to measure.</summary>
internal static class StubUser
{
    public static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, "3f2b8c1e-alice"),
            new Claim(ClaimTypes.Name, "Alice"),
            new Claim(ClaimTypes.Email, "alice@example.com"),
            new Claim(ClaimTypes.Role, "marketing"),
            .. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("PERF_CLAIMS") ?? "1", CultureInfo.InvariantCulture) - 1).Select(i => new Claim($"claim{i}", "value")),
        ],
        "Stub"));

    public static void Add(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication("Stub").AddScheme<AuthenticationSchemeOptions, Handler>("Stub", null);

    private sealed class Handler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        private static readonly Task<AuthenticateResult> _result = Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Alice, "Stub")));

        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => _result;
    }
}
