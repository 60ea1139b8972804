namespace Polytomic.Connect.AspNetCore;

/// <summary>A claim that a <see cref="ConnectPolicy"/> asks for.</summary>
public sealed class ConnectClaim
{
    /// <summary>The type of the claim, compared exactly.</summary>
    public string Type { get; set; } = "";

    /// <summary>The values of which the claim has to have one, compared exactly. At least one.</summary>
    public IList<string> Values { get; set; } = [];
}
