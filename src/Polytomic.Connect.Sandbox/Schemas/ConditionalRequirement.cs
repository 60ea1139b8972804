namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>A property that is required when all of some conditions hold.</summary>
internal sealed record ConditionalRequirement(IReadOnlyList<Condition> When, string Property);
