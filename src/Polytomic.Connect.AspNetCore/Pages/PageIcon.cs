namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>The drawing above the title, on a grid of 24.</summary>
internal static class PageIcon
{
    public static string Path(PageKind kind) => kind switch
    {
        PageKind.Connected => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12.5l3 3l5-6.5",
        PageKind.Pending => "M12 3a9 9 0 1 0 9 9",
        _ => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7.5v5M12 16v.2",
    };
}
