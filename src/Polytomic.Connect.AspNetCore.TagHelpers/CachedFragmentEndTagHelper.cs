using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>Notes where a <c>&lt;cache&gt;</c> ends: after MVC rendered it. A button within one is refused.</summary>
[HtmlTargetElement("cache")]
[HtmlTargetElement("distributed-cache")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CachedFragmentEndTagHelper : TagHelper
{
    /// <summary>The view that the fragment is in.</summary>
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = default!;

    /// <inheritdoc />
    public override int Order => int.MaxValue;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        CachedFragment.End(context, ViewContext);
    }
}
