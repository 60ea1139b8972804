using System.Globalization;
using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>
/// Reads one section strictly. The usual binder drops what it does not know or cannot read, and with it the condition of a policy;
/// here each such thing is a failure that names its key. Values are never repeated: one of them may be a secret in the wrong place.
/// </summary>
internal sealed class SectionReader
{
    private readonly ConfigurationNode _node;
    private readonly List<string> _failures;
    private readonly List<string> _known = [];

    public SectionReader(ConfigurationNode node, List<string> failures)
    {
        _node = node;
        _failures = failures;
        if (!string.IsNullOrEmpty(node.Value))
        {
            failures.Add($"{node.Path} is a section with keys of its own, not a single value");
        }
    }

    /// <summary>A text; empty where the key has no value.</summary>
    public void Text(string key, Action<string> set)
    {
        if (Find(key) is { } node && IsScalar(node))
        {
            set(node.Value ?? "");
        }
    }

    public void Time(string key, Action<TimeSpan> set) =>
        Parse(key, "a time span such as 00:00:30", text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null, set);

    public void Number(string key, Action<int> set) =>
        Parse(key, "a whole number", text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null, set);

    public void Flag(string key, Action<bool> set) =>
        Parse(key, "true or false", text => bool.TryParse(text, out var value) ? value : null, set);

    /// <summary>One of the names of <typeparamref name="T"/>; its numbers are no names.</summary>
    public void OneOf<T>(string key, Action<T> set)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        Parse(key, string.Join(" or ", names), text => names.Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : (T?)null, set);
    }

    public void TextList(string key, Action<List<string>> set)
    {
        if (Find(key) is { } node && Items(node) is { } items)
        {
            set([.. items.Where(IsScalar).Select(item => item.Value ?? "")]);
        }
    }

    public void SectionList(string key, Action<List<SectionReader>> set)
    {
        if (Find(key) is { } node && Items(node) is { } items)
        {
            set([.. items.Select(item => new SectionReader(item, _failures))]);
        }
    }

    public void Section(string key, Action<SectionReader> read)
    {
        if (Find(key) is { } node)
        {
            read(new SectionReader(node, _failures));
        }
    }

    /// <summary>The sections below <paramref name="key"/> by their names.</summary>
    public void NamedSections(string key, Action<string, SectionReader> read)
    {
        if (Find(key) is not { } node)
        {
            return;
        }

        _ = new SectionReader(node, _failures);
        if (node.Children.Length > 0 && node.Children.All(child => IsIndex(child.Key)))
        {
            _failures.Add($"{node.Path} is a list; give each of its entries a name");
            return;
        }

        foreach (var child in node.Children)
        {
            read(child.Key, new SectionReader(child, _failures));
        }
    }

    /// <summary>Refuses every key that nothing above asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var child in _node.Children.Where(child => !_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var hint = NearestWord.Meant(child.Key, _known) is { } meant ? $"did you mean \"{meant}\"?" : $"known are {string.Join(", ", _known)}";
            _failures.Add($"{child.Path} is not known; {hint}");
        }
    }

    private ConfigurationNode? Find(string key)
    {
        _known.Add(key);
        var node = _node[key];
        if (node is { IsEmptiedInVain: true })
        {
            _failures.Add($"{node.Path} is emptied by one source, but sources are merged: what an earlier one says there would stay; change it in the earlier one");
        }
        else if (node is { IsShortenedInVain: true })
        {
            _failures.Add($"{node.Path} is listed by two sources, and the later list is the shorter one, but lists are merged entry by entry: the end of the earlier one would stay; list it in one of them");
        }

        return node;
    }

    private void Parse<T>(string key, string expected, Func<string, T?> parse, Action<T> set)
        where T : struct
    {
        if (Find(key) is not { } node || !IsScalar(node))
        {
            return;
        }

        if (string.IsNullOrEmpty(node.Value))
        {
            _failures.Add($"{node.Path} is empty; write {expected}, or leave it out for the default");
        }
        else if (parse(node.Value) is { } value)
        {
            set(value);
        }
        else
        {
            _failures.Add($"{node.Path} is not {expected}");
        }
    }

    private bool IsScalar(ConfigurationNode node)
    {
        if (node.Children.Length == 0)
        {
            return true;
        }

        _failures.Add($"{node.Path} is a single value, not a list or a section");
        return false;
    }

    /// <summary>The entries of a list in their order; none where it is present but empty, which some sources cannot tell from an empty text.</summary>
    private ConfigurationNode[]? Items(ConfigurationNode node)
    {
        if (!string.IsNullOrEmpty(node.Value))
        {
            _failures.Add($"{node.Path} is a list, not a single value");
            return null;
        }

        if (node.Children.FirstOrDefault(child => !IsIndex(child.Key)) is { } stranger)
        {
            _failures.Add($"{node.Path} is a list, so that {stranger.Path} means nothing: its keys are 0, 1, 2 and so on");
            return null;
        }

        return node.Children;
    }

    private static bool IsIndex(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
