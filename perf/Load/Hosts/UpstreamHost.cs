using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Polytomic.Connect.Load.Hosts;

/// <summary>Polytomic as far as completions need it: every session makes a connection after a while, and lists are counted.</summary>
internal static class UpstreamHost
{
    public static Action<WebApplication> Add()
    {
        var spread = double.Parse(Environment.GetEnvironmentVariable("PERF_SPREAD") ?? "0", CultureInfo.InvariantCulture);
        var connections = new ConcurrentQueue<(string Name, string Id, double After)>();
        var start = spread > 0 ? DateTimeOffset.MaxValue : DateTimeOffset.UtcNow;
        var lists = 0;
        return app =>
        {
            app.MapPost("/api/connections/connect", async (HttpRequest request) =>
            {
                using var body = await JsonDocument.ParseAsync(request.Body);
                var id = Guid.NewGuid().ToString();
                connections.Enqueue((body.RootElement.GetProperty("name").GetString()!, id, Random.Shared.NextDouble() * spread));
                return Results.Text("""{"data":{"redirect_url":"https://app.polytomic.com/connect?token=t","token":"t"}}""", "application/json");
            });
            app.MapGet("/api/connections", () =>
            {
                Interlocked.Increment(ref lists);
                var now = DateTimeOffset.UtcNow;
                return Results.Text(
                    "{\"data\":[" + string.Join(',', connections.Where(one => start != DateTimeOffset.MaxValue && start.AddSeconds(one.After) <= now).Select(one =>
                        $$"""{"id":"{{one.Id}}","name":"{{one.Name}}","type":{"id":"hubspot"},"saved":true,"created_at":"{{now:O}}","updated_at":"{{now:O}}"}""")) + "]}",
                    "application/json");
            });
            app.MapGet("/api/connection_types", () => Results.Text("""{"data":[{"id":"hubspot","name":"HubSpot","logo_url":null}]}""", "application/json"));
            app.MapGet("/perf/go", () =>
            {
                lists = 0;
                start = DateTimeOffset.UtcNow;
            });
            app.MapGet("/perf/lists", () => lists);
            app.MapGet("/perf/made", () => string.Join('\n', connections.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Id} {start.AddSeconds(one.After).ToUnixTimeMilliseconds()}"))));
        };
    }
}
