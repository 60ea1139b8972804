namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>What a page has to say; also its class in the style sheet.</summary>
internal enum PageKind
{
    Connected,
    Pending,
    Error,
}
