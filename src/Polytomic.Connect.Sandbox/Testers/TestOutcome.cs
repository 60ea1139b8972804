namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>How a try went: an error in the other side's own words, or something worth knowing.</summary>
internal sealed record TestOutcome(string? Error, string? Detail)
{
    public static TestOutcome Good(string? detail = null) => new(null, detail);

    public static TestOutcome Bad(string error) => new(error, null);
}
