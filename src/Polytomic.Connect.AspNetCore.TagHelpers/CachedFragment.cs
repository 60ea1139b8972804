using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>
/// Whether the view is within a fragment that MVC keeps for other users: there, a button would be served with one user's intent to all of them. Kept with the
/// request, since partial views and view components share nothing else.
/// </summary>
internal static class CachedFragment
{
    private static readonly object Key = new();

    public static void Begin(TagHelperContext element, ViewContext view)
    {
        var items = view.HttpContext.Items;
        element.Items[Key] = items.TryGetValue(Key, out var outer) ? outer : null;
        items[Key] = view.RouteData;
    }

    public static void End(TagHelperContext element, ViewContext view) => view.HttpContext.Items[Key] = element.Items[Key];

    /// <summary>Of this action: an error page that is shown in place of a fragment that failed is not within it.</summary>
    public static bool Contains(ViewContext view) => view.HttpContext.Items.TryGetValue(Key, out var action) && ReferenceEquals(action, view.RouteData);
}
