using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>A start tag with its attributes, written when the page is: a <c>TagBuilder</c> would make a dictionary of them first.</summary>
/// <param name="name">The element.</param>
/// <param name="attributes">In their order; one without a value is left out.</param>
internal sealed class Markup(string name, params (string Name, string? Value)[] attributes) : IHtmlContent
{
    /// <summary>How it begins: what stands beside a button keeps a space from it.</summary>
    public string Start { get; init; } = "<";

    /// <summary>How it ends: an element without content has its end tag in here.</summary>
    public string End { get; init; } = ">";

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write(Start);
        writer.Write(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                writer.Write(' ');
                writer.Write(attribute);
                writer.Write("=\"");
                encoder.Encode(writer, value);
                writer.Write('"');
            }
        }

        writer.Write(End);
    }
}
