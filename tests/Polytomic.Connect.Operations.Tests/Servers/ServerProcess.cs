using System.Collections.Concurrent;
using System.Diagnostics;
using MvcSample.Tests.Fixtures;

namespace Polytomic.Connect.Operations.Tests.Servers;

/// <summary>A program that a test starts, listens to and ends.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly Func<string, bool> _awaited;
    private readonly TaskCompletionSource<string> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="awaited">The line of output that <see cref="FoundAsync"/> waits for.</param>
    public ServerProcess(string program, IEnumerable<string> arguments, Func<string, bool> awaited)
    {
        _awaited = awaited;
        _process = new Process { StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    /// <summary>The first line that was awaited.</summary>
    public async Task<string> FoundAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var first = await Task.WhenAny(_found.Task, _process.WaitForExitAsync(cancellationToken), Task.Delay(Patience.Time, cancellationToken));
        Assert.True(first == _found.Task, $"{_process.StartInfo.FileName} did not start:\n{Output}");
        return await _found.Task;
    }

    /// <summary>SIGTERM: what an orchestrator sends first.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await ExitedAsync();
    }

    /// <summary>SIGKILL: the process can do nothing about it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private Task ExitedAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Time, TestContext.Current.CancellationToken);

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (_awaited(line))
        {
            _found.TrySetResult(line);
        }
    }
}
