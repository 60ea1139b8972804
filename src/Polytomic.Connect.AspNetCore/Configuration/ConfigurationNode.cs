using Microsoft.Extensions.Configuration;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>
/// A section of the configuration as it was at one moment. Unlike <see cref="IConfigurationSection"/> it tells a key that is present without
/// a value from one that is absent, and it does not change while it is read.
/// </summary>
internal sealed class ConfigurationNode
{
    private readonly Dictionary<string, ConfigurationNode> _children = new(StringComparer.OrdinalIgnoreCase);

    private ConfigurationNode(string path) => Path = path;

    public string Path { get; }

    public string Key => ConfigurationPath.GetSectionKey(Path);

    public string? Value { get; private set; }

    /// <summary>Whether a later source sets this to nothing where an earlier one fills it: sources are merged, so that what the earlier one says would stay.</summary>
    public bool IsEmptiedInVain { get; private set; }

    /// <summary>
    /// Whether a later file lists less here than an earlier source: lists are merged entry by entry, so that the end of the earlier one would stay.
    /// A variable of the environment names one entry, and changes that.
    /// </summary>
    public bool IsShortenedInVain { get; private set; }

    public ConfigurationNode[] Children => _children.Values.OrderBy(child => child.Key, ConfigurationKeyComparer.Instance).ToArray();

    public ConfigurationNode? this[string key] => _children.GetValueOrDefault(key);

    /// <summary>Reads the section <paramref name="name"/> with everything below it.</summary>
    public static ConfigurationNode Read(IConfiguration configuration, string name)
    {
        var node = new ConfigurationNode(name);
        foreach (var (path, value) in ReadAtOneMoment(configuration.GetSection(name)))
        {
            var target = node;
            foreach (var key in path.Split(ConfigurationPath.KeyDelimiter).Skip(1))
            {
                target = target.GetOrAdd(key);
            }

            target.Value = value;
        }

        if (configuration is IConfigurationRoot { Providers: var providers })
        {
            foreach (var child in node.Children)
            {
                child.FindChangedInVain([.. providers]);
            }
        }

        return node;
    }

    /// <summary>A source may be loaded again while it is read. Two readings that agree show what was there in between.</summary>
    private static Dictionary<string, string?> ReadAtOneMoment(IConfigurationSection section)
    {
        var reading = ReadOnce(section);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var again = ReadOnce(section);
            if (AreSame(reading, again))
            {
                return reading;
            }

            reading = again;
        }

        throw new InvalidOperationException($"The configuration section {section.Path} does not stop changing while it is read.");
    }

    private static Dictionary<string, string?> ReadOnce(IConfigurationSection section)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (path, value) in section.AsEnumerable())
        {
            values[path] = value;
        }

        return values;
    }

    private static bool AreSame(Dictionary<string, string?> one, Dictionary<string, string?> other)
    {
        foreach (var (key, value) in one)
        {
            if (!other.TryGetValue(key, out var otherValue) || value != otherValue)
            {
                return false;
            }
        }

        return one.Count == other.Count;
    }

    private ConfigurationNode GetOrAdd(string key)
    {
        if (!_children.TryGetValue(key, out var child))
        {
            _children[key] = child = new ConfigurationNode(ConfigurationPath.Combine(Path, key));
        }

        return child;
    }

    private void FindChangedInVain(IConfigurationProvider[] providers)
    {
        if (_children.Count == 0)
        {
            return;
        }

        // Which keys a source has below a path is costly to ask, and rarely needed.
        var lastToEmpty = Array.FindLastIndex(providers, provider => provider.TryGet(Path, out var value) && string.IsNullOrEmpty(value));
        IsEmptiedInVain = lastToEmpty >= 0
            && !HasKeys(providers[lastToEmpty])
            && providers.Take(lastToEmpty).Any(HasKeys);

        IsShortenedInVain = _children.ContainsKey("0") && IsShortened(providers);

        foreach (var child in Children)
        {
            child.FindChangedInVain(providers);
        }
    }

    private bool IsShortened(IConfigurationProvider[] providers)
    {
        var lastFile = Array.FindLastIndex(providers, provider => provider is FileConfigurationProvider or StreamConfigurationProvider && HasKeys(provider));
        return lastFile > 0
            && providers[lastFile].GetChildKeys([], Path).ToHashSet(StringComparer.OrdinalIgnoreCase) is var listed
            && providers.Take(lastFile).Any(provider => provider.GetChildKeys([], Path).Any(key => !listed.Contains(key)));
    }

    private bool HasKeys(IConfigurationProvider provider) => provider.GetChildKeys([], Path).Any();
}
