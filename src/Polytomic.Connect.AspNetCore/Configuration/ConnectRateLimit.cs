using System.ComponentModel.DataAnnotations;

namespace Polytomic.Connect.AspNetCore;

/// <summary>How many sessions one user may start on one node (<c>PolytomicConnect:RateLimit</c>).</summary>
public sealed class ConnectRateLimit
{
    /// <summary>Sessions per <see cref="Window"/> and user. 30 by default; 0 switches the limit off.</summary>
    [Range(0, int.MaxValue)]
    public int PermitLimit { get; set; } = 30;

    /// <summary>The length of a window, which opens with a user's first session. One minute by default.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}
