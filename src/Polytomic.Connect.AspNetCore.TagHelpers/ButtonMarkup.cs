using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>The three forms of the button. What the page put on the tag stays on the button.</summary>
internal static class ButtonMarkup
{
    /// <summary>A form of its own, which also works without script.</summary>
    public static void WriteForm(TagHelperOutput output, string action, string intent, AttributeDictionary settings, IHtmlContent status)
    {
        BeginButton(output, "submit");
        var form = new TagBuilder("form");
        form.Attributes["data-polytomic-connect"] = "";
        form.Attributes["method"] = "post";
        form.Attributes["action"] = action;
        form.MergeAttributes(settings);
        var hidden = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        hidden.Attributes["type"] = "hidden";
        hidden.Attributes["name"] = "intent";
        hidden.Attributes["value"] = intent;
        output.PreElement.AppendHtml(form.RenderStartTag()).AppendHtml(hidden);
        output.PostElement.AppendHtml(status).AppendHtml(form.RenderEndTag());
    }

    /// <summary>Forms do not nest: within another one it is a plain button, and the script does what the form would.</summary>
    public static void WriteInsideAForm(TagHelperOutput output, string action, string intent, AttributeDictionary settings, IHtmlContent status)
    {
        BeginButton(output, "button");
        output.Attributes.SetAttribute("data-polytomic-connect", action);
        output.Attributes.SetAttribute("data-intent", intent);
        foreach (var (name, value) in settings)
        {
            output.Attributes.SetAttribute(name, value);
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
