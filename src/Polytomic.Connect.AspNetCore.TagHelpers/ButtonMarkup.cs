using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The three forms of the button. What the page put on the tag stays on the button.</summary>
internal static class ButtonMarkup
{
    /// <summary>A form of its own, which also works without script.</summary>
    public static void WriteForm(TagHelperOutput output, string action, string intent, (string Name, string? Value)[] settings, IHtmlContent status)
    {
        BeginButton(output, "submit");
        output.PreElement
            .AppendHtml(new Markup("form", [("action", action), ("data-polytomic-connect", ""), .. settings, ("method", "post")]))
            .AppendHtml(new Markup("input", ("name", "intent"), ("type", "hidden"), ("value", intent)) { End = " />" });
        output.PostElement.AppendHtml(status).AppendHtml("</form>");
    }

    /// <summary>Forms do not nest: within another one it is a plain button, and the script does what the form would.</summary>
    public static void WriteInsideAForm(TagHelperOutput output, string action, string intent, (string Name, string? Value)[] settings, IHtmlContent status)
    {
        BeginButton(output, "button");
        output.Attributes.SetAttribute("data-polytomic-connect", action);
        output.Attributes.SetAttribute("data-intent", intent);
        foreach (var (name, value) in settings)
        {
            if (value is not null)
            {
                output.Attributes.SetAttribute(name, value);
            }
        }

        output.PostElement.AppendHtml(status);
    }

    /// <summary>For a user who may not use it.</summary>
    public static void WriteDisabled(TagHelperOutput output)
    {
        BeginButton(output, "button");
        output.Attributes.SetAttribute(new TagHelperAttribute("disabled"));
    }

    private static void BeginButton(TagHelperOutput output, string type)
    {
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", type);
    }
}
