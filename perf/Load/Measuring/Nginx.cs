using System.Diagnostics;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>nginx, answering as Polytomic on port 5900.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly Process _process;

    private Nginx(Process process) => _process = process;

    public static Nginx Start(string configuration, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        var program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        return new Nginx(Process.Start(program, ["-p", folder, "-c", configuration]));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
