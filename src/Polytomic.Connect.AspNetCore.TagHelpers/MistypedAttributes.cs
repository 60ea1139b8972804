using Microsoft.AspNetCore.Razor.TagHelpers;
using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>
/// What the tag helper does not know lands on the button, so that a mistyped attribute of its own would silently do nothing: <c>whitelst</c> would offer
/// everything. One that is nearly one of its own is refused; no attribute of HTML is.
/// </summary>
internal static class MistypedAttributes
{
    public static void Refuse(TagHelperContext context, params string[] known)
    {
        foreach (var attribute in context.AllAttributes)
        {
            // A name with another character is a library's: :type, @click.
            if (attribute.Name.All(c => char.IsAsciiLetter(c) || c == '-')
                && !known.Contains(attribute.Name, StringComparer.OrdinalIgnoreCase)
                && NearestWord.Meant(attribute.Name, known) is { } meant)
            {
                throw new InvalidOperationException($"<polytomic-connect> does not know the attribute '{attribute.Name}'; did you mean '{meant}'?");
            }
        }
    }
}
