namespace MvcSample.Sandbox;

/// <summary>Where the sandbox shows what it was sent; no path where there is no sandbox.</summary>
public sealed record SandboxPage(string? Path);
