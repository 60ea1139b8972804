namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>What a caller asks for: well-formed and within bounds, not yet allowed.</summary>
internal readonly record struct ConnectBody
{
    public string? Name { get; init; }

    public string? Type { get; init; }

    /// <summary>Distinct ids in the order in which they were given; null where the caller gave no list.</summary>
    public IReadOnlyList<string>? Whitelist { get; init; }

    /// <summary>As it was given: an address only once it is parsed.</summary>
    public string? RedirectUrl { get; init; }

    public bool? Dark { get; init; }

    public string? Connection { get; init; }

    public string? Intent { get; init; }

    /// <summary>Whether a browser navigates with this request, and its user will look at the answer.</summary>
    public bool IsForm { get; init; }

    /// <summary>What the application itself asks for, under the rules that hold for everybody.</summary>
    public static ConnectBody From(ConnectRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = new ConnectBody
        {
            Name = request.Name is { } name ? MemberRules.Name(name) : null,
            Type = request.Type is { } type ? MemberRules.Id(Members.Type, type) : null,
            Whitelist = request.Whitelist is { } ids ? MemberRules.Whitelist(ids) : null,
            Connection = request.ConnectionId is { } connection ? MemberRules.Connection(connection) : null,
            RedirectUrl = request.RedirectUrl,
            Dark = request.Dark,
        };
        MemberRules.CheckTogether(body);
        return body;
    }
}
