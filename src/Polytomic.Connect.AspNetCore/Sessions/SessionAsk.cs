using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session as it is asked for: by whom, how, and under which settings.</summary>
internal sealed record SessionAsk
{
    public required ConnectUser User { get; init; }

    public required ConnectRequest Request { get; init; }

    public required ConnectSettings Settings { get; init; }

    /// <summary>Where the app's extensions are to be found.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The request; null outside one.</summary>
    public HttpContext? HttpContext { get; init; }

    /// <summary>Whom the limit counts: the user, or the address of a visitor without a cookie.</summary>
    public required UInt128 LimitKey { get; init; }

    /// <summary>Whether the server itself rendered what is asked for, so that nobody has to be asked about a reconnect.</summary>
    public bool IsIntent { get; init; }

    /// <summary>Whether the page itself goes to the modal.</summary>
    public bool IsNavigation { get; init; }

    /// <summary>The caller's idempotency key, where it has one.</summary>
    public string? IdempotencyKey { get; init; }
}
