using System.Text.Json;

namespace Polytomic.Connect.Sandbox.Connections;

/// <summary>The file that keeps connections over a restart. A kill at any moment leaves the old or the new content; one process at a time uses it.</summary>
internal sealed class ConnectionFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;

    private ConnectionFile(string path, FileStream @lock)
    {
        _path = path;
        _lock = @lock;
    }

    public static ConnectionFile Open(string path)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            // The lock goes with the process, however that ends. The file stays: removing it would let two processes lock two files of one name.
            return new ConnectionFile(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"{PolytomicSandboxOptions.SectionName}:DataPath '{path}' is in use by another process. Stop that one, or give this one a file of its own.", e);
        }
    }

    public IReadOnlyList<Connection> Read()
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(_path);
            return JsonSerializer.Deserialize(stream, ConnectionJson.Default.StoredConnections)?.Connections ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{PolytomicSandboxOptions.SectionName}:DataPath '{_path}' does not hold the sandbox's connections: {e.Message} Move it away to start afresh.", e);
        }
    }

    public void Write(IEnumerable<Connection> connections)
    {
        var temporary = _path + ".new";
        // What a kill, or somebody else, left there is no file of ours: its mode might let others read.
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            // There are passwords in it.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, new StoredConnections([.. connections]), ConnectionJson.Default.StoredConnections);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();
}
