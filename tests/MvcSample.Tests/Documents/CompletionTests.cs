using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

/// <summary>docs/completion.md tells the truth.</summary>
public sealed class CompletionTests
{
    private const string Policy = """{ "PolytomicConnect": { "Policies": { "Everyone": { "Integrations": ["postgresql"] } } } }""";

    [Fact]
    public async Task What_was_connected_is_recorded_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var app = await DocumentedApp.StartAsync(Policy, builder =>
        {
            builder.Services.AddPolytomicConnect().AddCompletionHandler<RecordOnce>();
        });
        var (connect, user) = (app.Connect, DocumentedApp.User((ClaimTypes.NameIdentifier, "alice")));
        var session = await connect.StartAsync(user, new ConnectRequest { Name = "Warehouse", Type = "postgresql" }, cancellationToken);
        var made = await app.Sandbox.CompleteAsync(session.RedirectUrl, cancellationToken: cancellationToken);

        for (var look = 0; look < 2; look++)
        {
            var answer = await app.ClientOf("alice").GetFromJsonAsync<JsonElement>($"/_/api/connect_status?session={session.Session}", cancellationToken);
            Assert.Equal("connected", answer.GetProperty("data").GetProperty("status").GetString());
        }

        var row = Assert.Single(await app.InDatabaseAsync(db => db.Completions.ToListAsync(cancellationToken)));
        Assert.Equal(("alice", $"{made.Connection.Id}"), (row.UserId, row.ConnectionId));
    }
}
