using System.Collections.Concurrent;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>
/// What the tag helper does not know lands on the button, so that a mistyped attribute of its own would silently do nothing: <c>whitelst</c> would offer
/// everything. One that is nearly one of its own is refused; no attribute of HTML is.
/// </summary>
internal static class MistypedAttributes
{
    private const int MostRemembered = 1_000;

    // What views say is the same for every page: each name is looked at once.
    private static readonly ConcurrentDictionary<string, bool> Fine = new(StringComparer.Ordinal);

    public static void Refuse(TagHelperContext context, string[] known)
    {
        for (var i = 0; i < context.AllAttributes.Count; i++)
        {
            var name = context.AllAttributes[i].Name;
            if (!Fine.ContainsKey(name))
            {
                RefuseMistyped(name, known);
                if (Fine.Count < MostRemembered)
                {
                    Fine.TryAdd(name, true);
                }
            }
        }
    }

    private static void RefuseMistyped(string name, string[] known)
    {
        // A name with another character is a library's: :type, @click.
        if (name.All(c => char.IsAsciiLetter(c) || c == '-')
            && !known.Contains(name, StringComparer.OrdinalIgnoreCase)
            && NearestWord.Meant(name, known) is { } meant)
        {
            throw new InvalidOperationException($"<polytomic-connect> does not know the attribute '{name}'; did you mean '{meant}'?");
        }
    }
}
