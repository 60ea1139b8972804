using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.Operations.Tests.Servers;

namespace Polytomic.Connect.Operations.Tests.Errors;

/// <summary>Code of the application's own that meets a refusal, as docs/errors.md shows it.</summary>
public class OwnCodeTests
{
    [Fact]
    public async Task A_refusal_is_told_by_its_code()
    {
        await using var polytomic = await SandboxServer.StartAsync();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
        [
            new("PolytomicConnect:Token", SandboxServer.Token),
            new("PolytomicConnect:BaseUrl", polytomic.Address),
            new("PolytomicConnect:PublicOrigin", "https://shop.example.com"),
            new("PolytomicConnect:Policies:Marketing:Roles:0", "marketing"),
            new("PolytomicConnect:Policies:Marketing:Integrations:0", "hubspot"),
        ]);
        builder.Services.AddPolytomicConnect();
        await using var app = builder.Build();
        app.MapPolytomicConnect();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var connect = app.Services.GetRequiredService<IPolytomicConnect>();

        var allowed = await ConnectAsync(connect, UserOf("bob", "marketing"), TestContext.Current.CancellationToken);
        var refused = await ConnectAsync(connect, UserOf("carol", "guest"), TestContext.Current.CancellationToken);

        Assert.StartsWith(polytomic.Address, Assert.IsType<RedirectHttpResult>(allowed).Url);
        Assert.Equal(StatusCodes.Status403Forbidden, Assert.IsType<ProblemHttpResult>(refused).StatusCode);
    }

    private static async Task<IResult> ConnectAsync(IPolytomicConnect connect, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            var session = await connect.StartAsync(user, new ConnectRequest { Name = "CRM", Type = "hubspot" }, cancellationToken);
            return Results.Redirect(session.RedirectUrl);
        }
        catch (PolytomicConnectException refused) when (refused.Code == "integration_not_allowed")
        {
            return Results.Problem(refused.Message, statusCode: StatusCodes.Status403Forbidden);
        }
    }

    private static ClaimsPrincipal UserOf(string id, string role) =>
        new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Role, role)], "test"));
}
