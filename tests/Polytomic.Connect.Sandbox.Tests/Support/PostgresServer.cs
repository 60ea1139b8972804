using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder. With <see cref="Certificates"/> it offers SSL too. Where PostgreSQL is not installed the tests that need it are skipped.</summary>
public class PostgresServer : IAsyncLifetime
{
    public const string User = "reader";
    public const string Password = "right horse";
    private string? _bin;
    private string? _folder;

    public int Port { get; private set; }

    internal virtual TestCertificates? Certificates => null;

    public void SkipIfMissing() => Assert.SkipWhen(_bin is null, "PostgreSQL's server programs are not in /usr/lib/postgresql/*/bin.");

    public async ValueTask InitializeAsync()
    {
        var root = "/usr/lib/postgresql";
        _bin = Directory.Exists(root) ? Directory.GetDirectories(root).Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;
        if (_bin is null)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("sandbox-pg-").FullName;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var ssl = "";
        if (Certificates is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "server.crt"), Certificates.ServerCertificate);
            await File.WriteAllTextAsync(Path.Combine(_folder, "server.key"), Certificates.ServerKey);
            await File.WriteAllTextAsync(Path.Combine(_folder, "ca.crt"), Certificates.Authority);
            await RunAsync("chmod", ["600", Path.Combine(_folder, "server.key")]);
            ssl = $" -c ssl=on -c ssl_cert_file={_folder}/server.crt -c ssl_key_file={_folder}/server.key -c ssl_ca_file={_folder}/ca.crt";
        }

        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunAsync("chown", ["-R", "postgres", _folder]);
        }

        await RunAsServerUserAsync("initdb", ["-D", Path.Combine(_folder, "data"), "-U", User, "--auth=scram-sha-256", $"--pwfile={password}", "--no-sync"]);
        await RunAsServerUserAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c fsync=off -k {_folder}{ssl}", "start"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await RunAsServerUserAsync("pg_ctl", ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"]);
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Task RunAsServerUserAsync(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(_bin!, program), .. arguments])
        : RunAsync(Path.Combine(_bin!, program), arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        // Output is not redirected: the server would inherit the pipe and keep it open.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.");
    }
}
