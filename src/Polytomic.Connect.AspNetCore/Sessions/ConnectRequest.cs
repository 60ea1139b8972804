namespace Polytomic.Connect.AspNetCore;

/// <summary>What a session of Polytomic Connect is asked for.</summary>
public sealed class ConnectRequest
{
    /// <summary>The name of the new connection: 1 to 200 characters, no control characters. Required, except for a reconnect.</summary>
    public string? Name { get; set; }

    /// <summary>The one integration to connect, by Polytomic's id. It has to be allowed.</summary>
    public string? Type { get; set; }

    /// <summary>The integrations to choose from. What is not allowed is left out; nothing left is a refusal.</summary>
    public IReadOnlyCollection<string>? Whitelist { get; set; }

    /// <summary>
    /// An absolute URL to send the user to once the connection is authenticated, on the application's own origin or one of
    /// <see cref="PolytomicConnectOptions.AllowedRedirectUrls"/>. By default the product's own completion page.
    /// </summary>
    public string? RedirectUrl { get; set; }

    /// <summary>A local path of the application that the completion page goes on to. By default the application's root.</summary>
    public string? ReturnUrl { get; set; }

    /// <summary>An existing connection to reconnect; then there is no name, type or whitelist.</summary>
    public string? ConnectionId { get; set; }

    /// <summary>Whether the modal is dark. Null leaves it to Polytomic.</summary>
    public bool? Dark { get; set; }
}
