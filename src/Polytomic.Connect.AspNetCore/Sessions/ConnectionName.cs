using System.Globalization;
using System.Runtime.CompilerServices;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What Polytomic is told a new connection is called.</summary>
internal static class ConnectionName
{
    /// <summary>How much of a user's identifier a name holds: the name travels in a seal, and identifiers may be of any length.</summary>
    private const int LongestUser = 128;

    /// <summary>Fills in the format in one pass: a name that spells a placeholder stays as it is.</summary>
    public static string Format(string format, string name, string? userId, string id)
    {
        var result = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        for (var at = 0; at < format.Length;)
        {
            var rest = format.AsSpan(at);
            var (placeholder, value) = rest switch
            {
                ['{', 'n', 'a', 'm', 'e', '}', ..] => ("{name}", name),
                ['{', 'u', 's', 'e', 'r', '}', ..] => ("{user}", Shorten(userId ?? "visitor")),
                ['{', 'i', 'd', '}', ..] => ("{id}", id),
                _ => ("", ""),
            };
            if (placeholder.Length > 0)
            {
                result.AppendLiteral(value);
                at += placeholder.Length;
            }
            else
            {
                var next = rest[1..].IndexOf('{') + 1;
                var literal = next > 0 ? rest[..next] : rest;
                result.AppendFormatted(literal);
                at += literal.Length;
            }
        }

        return result.ToStringAndClear();
    }

    private static string Shorten(string user) => user.Length <= LongestUser
        ? user
        : user[..(char.IsHighSurrogate(user[LongestUser - 1]) ? LongestUser - 1 : LongestUser)];
}
