namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>A link for a person. The address has been checked by the caller: it is the app's own, or one that the app allows.</summary>
internal readonly record struct PageLink(string Href, string Text);
