namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>How a session stands.</summary>
internal enum SessionStatus
{
    /// <summary>There is no connection yet, or the handlers have not all succeeded.</summary>
    Pending,

    /// <summary>Polytomic confirmed the connection, and the handlers succeeded.</summary>
    Connected,

    /// <summary>There is none, and it is too late for one.</summary>
    Expired,
}
