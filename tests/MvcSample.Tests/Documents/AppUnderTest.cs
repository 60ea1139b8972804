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
            services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, Alice>("Test", null);
            services.AddPolytomicConnect().HttpClient.ConfigurePrimaryHttpMessageHandler(s => ((TestServer)s.GetRequiredService<IServer>()).CreateHandler());
        });
    }

    private sealed class Alice(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var alice = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "alice"), new(ClaimTypes.Role, "admin")], "Test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(alice), "Test")));
        }
    }
}
