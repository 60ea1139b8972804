using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.Sandbox.Catalogue;

/// <summary>Every connection type that the sandbox knows, the built-in ones and those of a folder.</summary>
internal sealed class ConnectionTypes
{
    private readonly Dictionary<string, ConnectionType> _types = new(StringComparer.Ordinal);

    public ConnectionTypes(IOptions<PolytomicSandboxOptions> options)
    {
        foreach (var type in BuiltInTypes.Read())
        {
            _types[type.Id] = type;
        }

        if (!string.IsNullOrWhiteSpace(options.Value.ConnectionTypesPath))
        {
            foreach (var type in TypeFolder.Read(options.Value.ConnectionTypesPath))
            {
                _types[type.Id] = type;
            }
        }

        All = [.. _types.Values.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public IReadOnlyList<ConnectionType> All { get; }

    public bool TryGet(string id, [NotNullWhen(true)] out ConnectionType? type) => _types.TryGetValue(id, out type);
}
