namespace Polytomic.Connect.AspNetCore;

/// <summary>Supplies the key and the organization for a user: one per customer. Registered with <c>AddCredentialProvider</c>.</summary>
public interface IPolytomicCredentialProvider
{
    /// <summary>
    /// The credential to act with. Null refuses the user, and so does an exception, or taking longer than
    /// <see cref="PolytomicConnectOptions.Timeout"/>. Asked at every request, and in the background for sessions that nobody asks about.
    /// </summary>
    /// <param name="context">For whom. Its <see cref="PolytomicCredentialContext.User"/> is null in the background: use the ids there.</param>
    /// <param name="cancellationToken">Cancelled when the request is aborted or the time is over.</param>
    ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken);
}
