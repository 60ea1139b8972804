using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>A thousand browsers, each waiting for a connection of its own in one organization, for half a minute.</summary>
internal static class Waiters
{
    private const int Browsers = 1000;
    private const int Seconds = 30;

    public static async Task RunAsync()
    {
        await using var upstream = await Server.StartAsync("upstream", 5911, ("PERF_SPREAD", (Seconds - 3).ToString(CultureInfo.InvariantCulture)));
        await using var server = await Server.StartAsync("ours", 5910, ("PERF_UPSTREAM", upstream.Address));
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Browsers }) { BaseAddress = new Uri(server.Address), Timeout = TimeSpan.FromMinutes(2) };
        var sessions = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, Browsers, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancellationToken) =>
        {
            using var body = new StringContent($$"""{"name":"Browser {{i}}","type":"hubspot"}""", Encoding.UTF8, "application/json");
            using var response = await client.PostAsync("/_/api/connections/connect", body, cancellationToken);
            response.EnsureSuccessStatusCode();
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            sessions.Add(json.RootElement.GetProperty("data").GetProperty("session").GetString()!);
        });
        await upstream.GetAsync("/perf/go");
        var answered = new ConcurrentDictionary<string, double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(sessions.Select(session => WaitAsync(client, session, answered, clock)));
        var lists = int.Parse(await upstream.GetAsync("/perf/lists"), CultureInfo.InvariantCulture);
        var made = (await upstream.GetAsync("/perf/made")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        var delays = answered.Select(pair => pair.Value - made[pair.Key]).Order().ToArray();

        Console.WriteLine($"\n### {Browsers} browsers waiting on one organization, {Seconds} s\n");
        Console.WriteLine("| answered | calls upstream | answer after the connection was made: median | latest |");
        Console.WriteLine("| --- | --- | --- | --- |");
        Console.WriteLine($"| {delays.Length} | {lists} | {Samples.Number(delays[delays.Length / 2] / 1000, "F2")} s | {Samples.Number(delays[^1] / 1000, "F2")} s |");
    }

    private static async Task WaitAsync(HttpClient client, string session, ConcurrentDictionary<string, double> answered, Stopwatch clock)
    {
        while (clock.Elapsed < TimeSpan.FromSeconds(Seconds))
        {
            using var json = JsonDocument.Parse(await client.GetStringAsync("/_/api/connect_status?session=" + session));
            if (json.RootElement.GetProperty("data").TryGetProperty("connection", out var connection))
            {
                answered[connection.GetProperty("id").GetString()!] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
                return;
            }
        }
    }
}
