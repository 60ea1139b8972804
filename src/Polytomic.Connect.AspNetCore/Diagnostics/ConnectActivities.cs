using System.Diagnostics;

namespace Polytomic.Connect.AspNetCore.Diagnostics;

/// <summary>The product's traces.</summary>
internal static class ConnectActivities
{
    public const string Name = "Polytomic.Connect.AspNetCore";

    public static readonly ActivitySource Source = new(Name);
}
