using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>The bounds that a schema sets; what makes no sense as one is no bound.</summary>
internal sealed class Limits
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(250);

    private JsonElement? _minimum;
    private JsonElement? _maximum;
    private JsonElement? _above;
    private JsonElement? _below;
    private int? _minLength;
    private int? _maxLength;
    private int? _minItems;
    private int? _maxItems;
    private bool _isUnique;
    private Regex? _pattern;

    public static Limits None { get; } = new();

    public static Limits From(Func<string, JsonElement?> member) => new()
    {
        _minimum = Number(member("minimum")),
        _maximum = Number(member("maximum")),
        _above = Number(member("exclusiveMinimum")),
        _below = Number(member("exclusiveMaximum")),
        _minLength = Count(member("minLength")),
        _maxLength = Count(member("maxLength")),
        _minItems = Count(member("minItems")),
        _maxItems = Count(member("maxItems")),
        _isUnique = member("uniqueItems") is { ValueKind: JsonValueKind.True },
        _pattern = member("pattern") is { ValueKind: JsonValueKind.String } pattern ? Compile(pattern.GetString()!) : null,
    };

    /// <summary>The end of a sentence that starts with the title, or null when all is well.</summary>
    public string? Error(JsonNode value) => value switch
    {
        JsonArray items => ErrorOfList(items),
        JsonObject => null,
        _ when JsonNodes.String(value) is { } text => ErrorOfText(text),
        _ when value.GetValueKind() == JsonValueKind.Number => ErrorOfNumber(value),
        _ => null,
    };

    private string? ErrorOfList(JsonArray items)
    {
        if (items.Count < _minItems)
        {
            return _minItems == 1 ? "needs at least one entry." : $"needs at least {_minItems} entries.";
        }

        if (items.Count > _maxItems)
        {
            return $"must not have more than {_maxItems} entries.";
        }

        return _isUnique && items.Select(JsonNodes.Text).Distinct(StringComparer.Ordinal).Count() < items.Count ? "must not have an entry twice." : null;
    }

    private string? ErrorOfText(string text)
    {
        // What is empty is missing, and that is told elsewhere.
        if (text.Length == 0)
        {
            return null;
        }

        var length = text.EnumerateRunes().Count();
        if (length < _minLength)
        {
            return $"must have at least {_minLength} characters.";
        }

        if (length > _maxLength)
        {
            return $"must not have more than {_maxLength} characters.";
        }

        return _pattern is null || Matches(text) ? null : $"does not have the form that is asked for: {_pattern}";
    }

    private string? ErrorOfNumber(JsonNode value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        var number = document.RootElement;
        return _minimum is { } min && Compare(number, min) < 0 ? $"must be at least {min.GetRawText()}."
            : _maximum is { } max && Compare(number, max) > 0 ? $"must not be more than {max.GetRawText()}."
            : _above is { } above && Compare(number, above) <= 0 ? $"must be more than {above.GetRawText()}."
            : _below is { } below && Compare(number, below) >= 0 ? $"must be less than {below.GetRawText()}."
            : null;
    }

    // Whole numbers exactly, however large; others as closely as their type goes.
    private static int Compare(JsonElement left, JsonElement right) =>
        BigInteger.TryParse(left.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) && BigInteger.TryParse(right.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var r)
            ? l.CompareTo(r)
            : left.TryGetDecimal(out var a) && right.TryGetDecimal(out var b) ? a.CompareTo(b) : left.GetDouble().CompareTo(right.GetDouble());

    private bool Matches(string text)
    {
        try
        {
            return _pattern!.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Nobody is kept waiting for a pattern that does not come to an end.
            return true;
        }
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternTime);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Some writers of schemas put numbers between quotes.
    private static JsonElement? Number(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } => value,
        { ValueKind: JsonValueKind.String } text when decimal.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            Element(number.ToString(CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static int? Count(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count >= 0 ? count : null;
}
