namespace Polytomic.Connect.AspNetCore;

/// <summary>A session of Polytomic Connect that was started.</summary>
public sealed class ConnectSession
{
    internal ConnectSession(string redirectUrl, string session)
    {
        RedirectUrl = redirectUrl;
        Session = session;
    }

    /// <summary>Where to send the user: the modal, on the origin of <see cref="PolytomicConnectOptions.BaseUrl"/> or a modal origin.</summary>
    public string RedirectUrl { get; }

    /// <summary>The sealed session, for <c>connect_status</c>. Bound to the user, at most 1,500 characters.</summary>
    public string Session { get; }
}
