using System.Net.Http.Headers;
using System.Text;
using Polly;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// One key of Polytomic's API, ready to be used under one set of options. What is kept for a customer (a circuit, a catalogue,
/// look-ups under way) hangs on the account, so that it cannot reach another one.
/// </summary>
internal sealed class PolytomicAccount
{
    private readonly TimeProvider _time;

    public PolytomicAccount(UInt128 key, PolytomicCredential credential, ConnectSettings settings, ResiliencePipeline<PolytomicAnswer> pipeline, TimeProvider time)
    {
        _time = time;
        Key = key;
        Settings = settings;
        Token = credential.Token;
        OrganizationId = credential.OrganizationId;
        Pipeline = pipeline;
        ApiAddress = settings.BaseUrl.Href.TrimEnd('/') + "/api/";
        Authorization = settings.Options.TokenScheme is PolytomicTokenScheme.Basic
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Token + ":")))
            : new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>A digest of everything that tells this account from another.</summary>
    public UInt128 Key { get; }

    public ConnectSettings Settings { get; }

    /// <summary>The organization to act on; null for the key's own.</summary>
    public string? OrganizationId { get; }

    /// <summary>What every call's path is appended to.</summary>
    public string ApiAddress { get; }

    public AuthenticationHeaderValue Authorization { get; }

    public ResiliencePipeline<PolytomicAnswer> Pipeline { get; }

    /// <summary>The key, for what is derived from it. Never to be written anywhere.</summary>
    internal string Token { get; }

    /// <summary>Starts the clock for a piece of work: all that it asks of Polytomic, tries included.</summary>
    public Deadline StartDeadline(CancellationToken caller) => new(Settings.Options.Timeout, _time, caller);
}
