using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.Operations.Tests.Documents;

namespace Polytomic.Connect.Operations.Tests.Logs;

/// <summary>The settings and the policies of docs/logs.md lead to the lines that it shows.</summary>
public sealed class DecisionLineTests
{
    [Fact]
    public async Task The_lines_of_the_page_are_what_is_logged()
    {
        var lines = new Lines();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseTestServer();
        foreach (var json in Document.Logs.Blocks("json"))
        {
            builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        }

        builder.Configuration.AddInMemoryCollection([new("PolytomicConnect:Token", "key")]);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(lines);
        builder.Services.AddPolytomicConnect();
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = UserOf(context);
            return next(context);
        });
        app.UseRouting();
        app.MapPolytomicConnect().AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();

        await RefusedAsync(client);
        client.DefaultRequestHeaders.Add("X-User", "bob");
        await RefusedAsync(client);

        Assert.Equal(Document.Logs.Blocks("text").Single().Trim().Split('\n').Order(), lines.Decisions.Order());
    }

    private static ClaimsPrincipal UserOf(HttpContext context) => context.Request.Headers.ContainsKey("X-User")
        ? new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, "bob"), new(ClaimTypes.Role, "marketing"), new(ClaimTypes.Role, "analyst"), new("plan", "free")], "test"))
        : new();

    private static async Task RefusedAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(
            "/_/api/connections/connect", new { name = "Warehouse", type = "snowflake" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private const int Decided = 1202;

        public ConcurrentQueue<string> Decisions { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == Decided && logLevel == LogLevel.Debug)
            {
                Decisions.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
