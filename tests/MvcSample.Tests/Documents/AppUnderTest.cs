using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MyApp.Tests;

public sealed class AppUnderTest : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("DataPath", Directory.CreateTempSubdirectory().FullName); // the application's own files
        builder.ConfigureTestServices(services =>
        {
            services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TestUser>("Test", null);
            services.Configure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = "Test");
            services.AddPolytomicConnect().HttpClient.ConfigurePrimaryHttpMessageHandler(s => ((TestServer)s.GetRequiredService<IServer>()).CreateHandler());
        });
    }

    // Alice, unless the client says in a header who it is.
    private sealed class TestUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var name = Request.Headers["Test-User"].FirstOrDefault() ?? "alice";
            var user = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, name), new(ClaimTypes.Role, name == "alice" ? "admin" : "guest")], "Test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(user), "Test")));
        }
    }
}
