using System.Text.Json;

namespace Polytomic.Connect.Sandbox.Catalogue;

/// <summary>Connection types from a folder of <c>{id}.json</c> schemas and an <c>index.json</c> that names them.</summary>
internal static class TypeFolder
{
    private const string IndexFile = "index.json";

    public static IEnumerable<ConnectionType> Read(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new InvalidOperationException($"{PolytomicSandboxOptions.SectionName}:ConnectionTypesPath names '{path}', which is not a folder.");
        }

        var indexPath = Path.Combine(path, IndexFile);
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (File.Exists(indexPath))
        {
            foreach (var entry in TypeReader.Entries(ReadFile(indexPath)))
            {
                entries[TypeReader.Id(entry)!] = entry;
            }
        }

        foreach (var file in Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            if (!string.Equals(Path.GetFileName(file), IndexFile, StringComparison.OrdinalIgnoreCase))
            {
                yield return Create(file, id, entries.TryGetValue(id, out var entry) ? entry : null);
            }
        }
    }

    private static ConnectionType Create(string file, string id, JsonElement? entry)
    {
        var schema = ReadFile(file);
        try
        {
            return TypeReader.Create(id, entry, schema);
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair parses, but is no text.
            throw new InvalidOperationException($"{file} (in {PolytomicSandboxOptions.SectionName}:ConnectionTypesPath) holds text that is not Unicode: {e.Message}", e);
        }
    }

    private static JsonElement ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return TypeReader.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{file} (in {PolytomicSandboxOptions.SectionName}:ConnectionTypesPath) is not JSON: {e.Message}", e);
        }
    }
}
