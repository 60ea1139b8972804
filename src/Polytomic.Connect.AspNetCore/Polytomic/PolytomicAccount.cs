using System.Text;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>
/// One key of Polytomic's API, ready to be used under one set of options. What is kept for a customer (a circuit, a catalogue,
/// look-ups under way) hangs on the account, so that it cannot reach another one.
/// </summary>
internal sealed class PolytomicAccount
{
    /// <summary>The path of the call behind every session.</summary>
    public const string ConnectPath = "connections/connect";

    private readonly TimeProvider _time;
    private readonly string _apiAddress;
    private readonly Uri _connectAddress;

    public PolytomicAccount(UInt128 key, PolytomicCredential credential, ConnectSettings settings, UpstreamCircuit circuit, TimeProvider time)
    {
        _time = time;
        Key = key;
        Settings = settings;
        Token = credential.Token;
        OrganizationId = credential.OrganizationId;
        Circuit = circuit;
        _apiAddress = settings.BaseUrl.Href.TrimEnd('/') + "/api/";
        _connectAddress = new Uri(_apiAddress + ConnectPath);
        var isBasic = settings.Options.TokenScheme is PolytomicTokenScheme.Basic;
        PresentedToken = isBasic ? Convert.ToBase64String(Encoding.UTF8.GetBytes(Token + ":")) : Token;
        Authorization = (isBasic ? "Basic " : "Bearer ") + PresentedToken;
    }

    /// <summary>A digest of everything that tells this account from another.</summary>
    public UInt128 Key { get; }

    public ConnectSettings Settings { get; }

    /// <summary>The organization to act on; null for the key's own.</summary>
    public string? OrganizationId { get; }

    /// <summary>The header that carries the key. Never to be written anywhere else.</summary>
    public string Authorization { get; }

    /// <summary>What every try goes through.</summary>
    public UpstreamCircuit Circuit { get; }

    /// <summary>The key, for what is derived from it. Never to be written anywhere.</summary>
    internal string Token { get; }

    /// <summary>The key as the header spells it.</summary>
    internal string PresentedToken { get; }

    public Uri AddressOf(string path) => path == ConnectPath ? _connectAddress : new Uri(_apiAddress + path);

    /// <summary>Starts the clock for a piece of work: all that it asks of Polytomic, tries included.</summary>
    public Deadline StartDeadline(CancellationToken caller) => new(Settings.Options.Timeout, _time, caller);
}
