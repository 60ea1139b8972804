namespace Polytomic.Connect.AspNetCore;

/// <summary>How <see cref="PolytomicConnectOptions.Token"/> is presented to Polytomic.</summary>
public enum PolytomicTokenScheme
{
    /// <summary><c>Authorization: Bearer</c>, for an API key. The default.</summary>
    Bearer,

    /// <summary><c>Authorization: Basic</c> with the token as user name and an empty password, for the deployment key of a self-hosted Polytomic.</summary>
    Basic,
}
