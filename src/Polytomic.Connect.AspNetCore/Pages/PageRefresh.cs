namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>After so many seconds the page goes there by itself.</summary>
internal readonly record struct PageRefresh(int Seconds, string Href);
