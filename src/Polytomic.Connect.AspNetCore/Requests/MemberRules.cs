using System.Buffers;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>What the members may hold, each by itself and together. A refusal names the member.</summary>
internal static class MemberRules
{
    /// <summary>What is the same in a path, in a header and in a log.</summary>
    public static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private const int LongestName = 200;
    private const int LongestId = 100;

    public static string Name(string value)
    {
        RefuseUnprintable(Members.Name, value);
        return value.Length > LongestName ? throw Refusal.Invalid($"'{Members.Name}' must not be longer than {LongestName} characters.")
            : string.IsNullOrWhiteSpace(value) ? throw Refusal.Invalid($"'{Members.Name}' must not be empty.")
            : value;
    }

    public static string Id(string member, string value)
    {
        RefuseUnprintable(member, value);
        return value.Length is 0 or > LongestId ? throw Refusal.Invalid($"'{member}' must hold ids of 1 to {LongestId} characters.") : value;
    }

    public static string Connection(string value) =>
        value.Length is 0 or > LongestId || value.AsSpan().ContainsAnyExcept(PlainCharacters)
            ? throw Refusal.Invalid($"'{Members.Connection}' must be the id of a connection.")
            : value;

    public static string NotEmpty(string member, string value) => value.Length == 0 ? throw Refusal.Invalid($"'{member}' must not be empty.") : value;

    /// <summary>Distinct ids, in order.</summary>
    public static string[] Whitelist(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
        {
            throw Refusal.Invalid($"'{Members.Whitelist}' must not be empty; without it everything that is allowed is offered.");
        }

        var distinct = new HashSet<string>(ids.Count, StringComparer.Ordinal);
        var kept = new List<string>(ids.Count);
        foreach (var id in ids)
        {
            if (distinct.Add(Id(Members.Whitelist, id ?? "")))
            {
                kept.Add(id!);
            }
        }

        return [.. kept];
    }

    public static void CheckTogether(ConnectBody body)
    {
        if (body.Intent is not null)
        {
            RefuseBeside(Members.Intent, Members.RedirectUrl, body.RedirectUrl);
            RefuseBeside(Members.Intent, Members.Connection, body.Connection);
        }

        if ((body.Intent is not null ? Members.Intent : body.Connection is not null ? Members.Connection : null) is { } complete)
        {
            RefuseBeside(complete, Members.Name, body.Name);
            RefuseBeside(complete, Members.Type, body.Type);
            RefuseBeside(complete, Members.Whitelist, body.Whitelist);
        }
        else if (body.Name is null)
        {
            throw Refusal.Invalid($"'{Members.Name}' is required.");
        }

        RefuseBeside(Members.Type, Members.Whitelist, body.Type is null ? null : body.Whitelist);
    }

    private static void RefuseBeside(string member, string other, object? value)
    {
        if (value is not null)
        {
            throw Refusal.Invalid($"'{other}' and '{member}' must not be given together.");
        }
    }

    /// <summary>Control characters and line separators break logs and lists; half a surrogate pair cannot be sent on.</summary>
    private static void RefuseUnprintable(string member, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                throw Refusal.Invalid($"'{member}' must not hold control characters.");
            }

            if (char.IsSurrogate(c) && !(i + 1 < value.Length && char.IsSurrogatePair(c, value[++i])))
            {
                throw Refusal.BrokenText(member);
            }
        }
    }
}
