namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>From where a request comes, by what browsers say and pages cannot forge.</summary>
internal enum Caller
{
    /// <summary>The app's own origin, or no browser at all.</summary>
    Own,

    /// <summary>Another origin that the options allow.</summary>
    Allowed,

    /// <summary>Anything else.</summary>
    Foreign,
}
