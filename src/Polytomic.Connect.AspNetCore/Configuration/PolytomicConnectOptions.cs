using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore;

/// <summary>
/// The options of Polytomic Connect, bound from the configuration section <c>PolytomicConnect</c>.
/// They are validated when the application starts and at every reload; a reload that does not validate is logged and the
/// last good options stay in force.
/// </summary>
public sealed class PolytomicConnectOptions
{
    /// <summary>The API key. Required, unless a credential provider is registered. Never logged, never sent to a browser.</summary>
    public string? Token { get; set; }

    /// <summary>How <see cref="Token"/> is presented. <see cref="PolytomicTokenScheme.Bearer"/> by default.</summary>
    [EnumDataType(typeof(PolytomicTokenScheme), ErrorMessage = "PolytomicConnect:TokenScheme has to be Bearer or Basic")]
    public PolytomicTokenScheme TokenScheme { get; set; }

    /// <summary>The version of Polytomic's API to speak, as <c>YYYY-MM-DD</c> (header <c>X-Polytomic-Version</c>). <c>2025-09-18</c> by default.</summary>
    [Required(ErrorMessage = "PolytomicConnect:Version is empty; leave it out for the default")]
    public string Version { get; set; } = "2025-09-18";

    /// <summary>Where Polytomic is. May carry a path; <c>http</c> is accepted for loopback addresses only. <c>https://app.polytomic.com</c> by default.</summary>
    [Required(ErrorMessage = "PolytomicConnect:BaseUrl is empty; leave it out for the default")]
    public string BaseUrl { get; set; } = "https://app.polytomic.com";

    /// <summary>Sent as <c>organization_id</c>. None by default: the organization is the key's own.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>The type of the user's claim that holds the organization, instead of <see cref="OrganizationId"/>. A user without it is refused.</summary>
    public string? OrganizationClaim { get; set; }

    /// <summary>The type of the claim that identifies a user. By default the name identifier, then <c>sub</c>, then the name.</summary>
    public string? UserIdClaim { get; set; }

    /// <summary>The application's own address as browsers see it; may carry a path. By default the scheme, host and path base of the request.</summary>
    public string? PublicOrigin { get; set; }

    /// <summary>Origins or URL prefixes, besides the application's own origin, that a caller may name as <c>redirect_url</c>. None by default.</summary>
    [Required(ErrorMessage = "PolytomicConnect:AllowedRedirectUrls must not be null; an empty one will do")]
    public IList<string> AllowedRedirectUrls { get; set; } = [];

    /// <summary>Origins, besides that of <see cref="BaseUrl"/>, on which Polytomic may serve its modal. None by default.</summary>
    [Required(ErrorMessage = "PolytomicConnect:ModalOrigins must not be null; an empty one will do")]
    public IList<string> ModalOrigins { get; set; } = [];

    /// <summary>Other origins whose pages may call the endpoints (CORS with credentials). None by default.</summary>
    [Required(ErrorMessage = "PolytomicConnect:AllowedOrigins must not be null; an empty one will do")]
    public IList<string> AllowedOrigins { get; set; } = [];

    /// <summary>
    /// What Polytomic is told the connection is called, from <c>{name}</c>, <c>{user}</c> and <c>{id}</c> (eight random characters).
    /// <c>{name} ({id})</c> by default. Without <c>{id}</c> two users could share a name, so that is accepted only where
    /// <see cref="OrganizationClaim"/> or a credential provider keeps users apart.
    /// </summary>
    [Required(ErrorMessage = "PolytomicConnect:NameFormat is empty; leave it out for the default")]
    public string NameFormat { get; set; } = "{name} ({id})";

    /// <summary>How long starting one session may take upstream, retries included. Ten seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often one request is tried upstream. 3 by default.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long a started session can still be completed. Thirty minutes by default.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many sessions a user may start. 30 a minute by default.</summary>
    [Required(ErrorMessage = "PolytomicConnect:RateLimit must not be null; a PermitLimit of 0 switches it off")]
    [ValidateObjectMembers]
    public ConnectRateLimit RateLimit { get; set; } = new();

    /// <summary>Who may connect what, by name. None by default: nobody may connect anything.</summary>
    [Required(ErrorMessage = "PolytomicConnect:Policies must not be null; an empty one will do")]
    public IDictionary<string, ConnectPolicy> Policies { get; set; } = new Dictionary<string, ConnectPolicy>(StringComparer.Ordinal);
}
