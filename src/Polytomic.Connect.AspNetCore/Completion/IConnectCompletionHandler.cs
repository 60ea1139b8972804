namespace Polytomic.Connect.AspNetCore;

/// <summary>
/// Is told that a connection exists, after Polytomic confirmed it. Registered with <c>AddCompletionHandler</c>; several may be added.
/// </summary>
public interface IConnectCompletionHandler
{
    /// <summary>
    /// Called at least once for every connection that was made; on one node never twice at a time, and never again after every handler
    /// succeeded. When it throws, or takes more than 30 seconds, it is called again at the next look.
    /// Use <see cref="ConnectCompletion.SessionId"/> to be exact.
    /// </summary>
    /// <param name="completion">What was connected, by whom. There may be no request: it is also called in the background.</param>
    /// <param name="cancellationToken">Cancelled after 30 seconds, and when the application stops.</param>
    Task OnConnectedAsync(ConnectCompletion completion, CancellationToken cancellationToken);
}
