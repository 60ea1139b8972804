using System.Diagnostics;
using System.Globalization;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>One of the servers, in a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(5) };
    private readonly Process _process;

    private Server(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    /// <summary>How long after the start of the process it answered.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    public static async Task<Server> StartAsync(string kind, int port, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["serve", kind, port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var server = new Server(Process.Start(start)!, $"http://127.0.0.1:{port}");
        while (true)
        {
            try
            {
                await _client.GetStringAsync(server.Address + "/perf/ready");
                server.FirstAnswer = clock.Elapsed;
                return server;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(60) && !server._process.HasExited)
            {
                await Task.Delay(2);
            }
        }
    }

    public Task<string> GetAsync(string path) => _client.GetStringAsync(Address + path);

    public async Task<Usage> CountersAsync() => Usage.Parse(await GetAsync("/perf/counters"));

    /// <summary>After a full collection.</summary>
    public async Task<Usage> SettleAsync() => Usage.Parse(await GetAsync("/perf/settle"));

    /// <summary>The cookie of a user who signs in now.</summary>
    public async Task<string> SignInAsync()
    {
        using var response = await _client.GetAsync(Address + "/perf/sign-in");
        return response.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM, as an orchestrator sends: the last look of the background is part of the product.
        using (var kill = Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture)))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
