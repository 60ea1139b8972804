namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>After so many seconds the page goes there by itself, with or without script. The address is in its canonical form: letters of ASCII only.</summary>
internal readonly record struct PageRefresh(int Seconds, string Href);
