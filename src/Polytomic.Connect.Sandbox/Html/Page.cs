namespace Polytomic.Connect.Sandbox.Html;

/// <summary>A page before it is sent.</summary>
internal sealed record Page(string Title, string Body)
{
    public int Status { get; init; } = 200;

    /// <summary>True: dark, false: light, null: as the browser prefers.</summary>
    public bool? Dark { get; init; }

    /// <summary>Where the browser goes by itself after a moment.</summary>
    public string? GoesTo { get; init; }
}
