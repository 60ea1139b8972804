using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>One run of wrk, on one thread: the other core is for the server.</summary>
internal sealed partial record Wrk(long Requests, double PerSecond, double P50, double P99)
{
    public static async Task<Wrk> RunAsync(string url, int connections, int seconds, string? script = null, string cookie = "")
    {
        List<string> arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency"];
        if (script is not null)
        {
            arguments.AddRange(["-s", script]);
        }

        if (cookie.Length > 0)
        {
            arguments.AddRange(["-H", "Cookie: " + cookie]);
        }

        var start = new ProcessStartInfo("wrk", [.. arguments, url]) { RedirectStandardOutput = true };
        start.Environment["PERF_ORIGIN"] = new Uri(url).GetLeftPart(UriPartial.Authority);
        start.Environment["PERF_COOKIE"] = cookie;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{url}: {output}");
        }

        return new Wrk(
            (long)Number(Requested().Match(output).Groups[1].Value),
            Number(Rate().Match(output).Groups[1].Value),
            Milliseconds(Median().Match(output)),
            Milliseconds(Slowest().Match(output)));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Milliseconds(Match match) => Number(match.Groups[1].Value) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requested();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Slowest();
}
