using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Tests.Connections;

/// <summary>A process that writes one state after the other, and says so after each, until it is killed.</summary>
internal sealed class WriterProcess : IAsyncDisposable
{
    public const string Argument = "writer";
    private const int Connections = 20;

    private readonly Process _process;
    private bool _isGone;

    private WriterProcess(Process process) => _process = process;

    public static WriterProcess Start(string path)
    {
        var program = Path.ChangeExtension(typeof(WriterProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        return new WriterProcess(Process.Start(new ProcessStartInfo(program, [Argument, path]) { RedirectStandardOutput = true })!);
    }

    /// <summary>The number of the next state that it has written, or null when there is none any more.</summary>
    public async Task<int?> WrittenAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>SIGKILL: the process can do nothing about it.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static int Run(string path)
    {
        using var file = ConnectionFile.Open(path);
        for (var number = 1; ; number++)
        {
            file.Write(Enumerable.Range(0, Connections).Select(_ => new Connection
            {
                Id = Guid.NewGuid(),
                Owner = Guid.Empty,
                OrganizationId = Guid.Empty,
                Name = number.ToString(CultureInfo.InvariantCulture),
                Type = "stripe",
                Configuration = new JsonObject { ["note"] = new string('x', 4096) },
                CreatedAt = default,
                UpdatedAt = default,
            }));
            Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The number of the state that a file holds, which has to be whole.</summary>
    public static int StateOf(string path)
    {
        using var file = ConnectionFile.Open(path);
        var connections = file.Read();
        Assert.Equal(Connections, connections.Count);
        return int.Parse(Assert.Single(connections.Select(c => c.Name).Distinct()), CultureInfo.InvariantCulture);
    }
}
