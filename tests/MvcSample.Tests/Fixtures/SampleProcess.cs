using System.Collections.Concurrent;
using System.Diagnostics;

namespace MvcSample.Tests.Fixtures;

/// <summary>The real sample as a process of its own, with a content root of its own whose settings a test may edit.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = null,
        ["DOTNET_NOLOGO"] = "1",
        ["NO_COLOR"] = "1",
    };

    private readonly ConcurrentQueue<string> _output = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sample-");
    private Process? _process;
    private Action<string>? _written;

    public SampleProcess(params (string Key, string? Value)[] environment)
    {
        foreach (var (key, value) in environment)
        {
            _environment[key] = value;
        }

        foreach (var settings in Directory.GetFiles(Repository.Sample, "appsettings*.json"))
        {
            File.Copy(settings, Path.Combine(_root.FullName, Path.GetFileName(settings)));
        }

        Directory.CreateDirectory(Path.Combine(_root.FullName, "wwwroot"));
    }

    public int Port { get; } = Ports.Free();

    public string Url => $"http://localhost:{Port}";

    public string Settings => Path.Combine(_root.FullName, "appsettings.json");

    public string Output => string.Join('\n', _output);

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Launch(line =>
        {
            if (line.Contains("Application started.", StringComparison.Ordinal))
            {
                started.TrySetResult();
            }
        });
        var first = await Task.WhenAny(started.Task, process.WaitForExitAsync(cancellationToken)).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        if (first != started.Task)
        {
            throw new InvalidOperationException($"The sample did not start:\n{Output}");
        }
    }

    /// <summary>Starts it where it is not expected to stay up, and waits for its end.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellationToken)
    {
        var process = Launch(_ => { });
        await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Waits until it has written a line with this text.</summary>
    public async Task WaitForOutputAsync(string text, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(string line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                written.TrySetResult();
            }
        }

        _written += Look;
        foreach (var line in _output)
        {
            Look(line);
        }

        await written.Task.WaitAsync(Patience.Time, cancellationToken);
        _written -= Look;
    }

    /// <summary>The power goes off and comes back.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _root.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _process = null;
    }

    private Process Launch(Action<string> onLine)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.SampleAssembly, "--contentRoot", _root.FullName, "--urls", Url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in _environment)
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start };
        void Read(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is { } line)
            {
                _output.Enqueue(line);
                onLine(line);
                _written?.Invoke(line);
            }
        }

        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return _process = process;
    }
}
