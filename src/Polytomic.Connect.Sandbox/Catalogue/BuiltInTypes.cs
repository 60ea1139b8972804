using System.Text.Json;

namespace Polytomic.Connect.Sandbox.Catalogue;

/// <summary>The connection types that come with the sandbox.</summary>
internal static class BuiltInTypes
{
    public static IEnumerable<ConnectionType> Read()
    {
        foreach (var entry in TypeReader.Entries(Resource("index.json")))
        {
            var id = TypeReader.Id(entry)!;
            yield return TypeReader.Create(id, entry, Resource($"{id}.json"));
        }
    }

    private static JsonElement Resource(string file)
    {
        using var stream = typeof(BuiltInTypes).Assembly.GetManifestResourceStream($"Types/{file}")
            ?? throw new InvalidOperationException($"The resource Types/{file} is missing.");
        return TypeReader.Parse(stream);
    }
}
