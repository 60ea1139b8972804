namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Marks what answers before any middleware runs, and so may carry no authorization of the app's.</summary>
internal sealed class PreflightMetadata
{
    public static readonly PreflightMetadata Instance = new();
}
