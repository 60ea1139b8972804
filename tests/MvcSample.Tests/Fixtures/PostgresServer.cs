using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MvcSample.Tests.Fixtures;

/// <summary>A PostgreSQL server of the test run's own: with passwords, without SSL, in a temporary folder.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Host = "127.0.0.1";
    public const string Database = "postgres";
    public const string User = "reader";
    public const string Password = "correct horse battery";

    private static readonly bool IsRoot = !OperatingSystem.IsWindows() && Environment.UserName == "root";
    private readonly int _port = Ports.Free();
    private string? _bin;
    private string? _root;

    /// <summary>The server's port; skips the test where PostgreSQL is not installed.</summary>
    public int Port
    {
        get
        {
            Assert.SkipWhen(_bin is null, "PostgreSQL is not installed: no /usr/lib/postgresql/*/bin/initdb.");
            return _port;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Order()
                .LastOrDefault()
            : null;
        if (_bin is null)
        {
            return;
        }

        // PostgreSQL refuses to run as root; then it runs as the user that its package brings.
        _root = Directory.CreateTempSubdirectory("postgres-").FullName;
        var passwords = Path.Combine(_root, "password");
        await File.WriteAllTextAsync(passwords, Password);
        if (IsRoot)
        {
            await RunAsync("chown", "-R", "postgres", _root);
        }

        var data = Path.Combine(_root, "data");
        await RunAsServerAsync("initdb", "-D", data, "-U", User, "-A", "scram-sha-256", "--pwfile", passwords, "-N", "--no-locale", "-E", "UTF8");
        await RunAsServerAsync(
            "pg_ctl", "-D", data, "-w", "-l", Path.Combine(_root, "log"),
            "-o", $"-p {_port} -k {_root} -c listen_addresses={Host} -c fsync=off", "start");
    }

    public async ValueTask DisposeAsync()
    {
        if (_root is not null)
        {
            await RunAsServerAsync("pg_ctl", "-D", Path.Combine(_root, "data"), "-m", "immediate", "stop");
            Directory.Delete(_root, recursive: true);
        }
    }

    private Task RunAsServerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin!, program);
        return IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    // pg_ctl leaves a server behind that holds on to the streams it was given: what is redirected is never at its end, so only wait for the program.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>\"$0\"", Path.GetTempFileName(), program, .. arguments])
        {
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var errors = await File.ReadAllTextAsync(start.ArgumentList[2]);
        File.Delete(start.ArgumentList[2]);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} failed on {RuntimeInformation.OSDescription}: {errors}");
        }
    }
}
