namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary>Tests that measure time or memory: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public class Undisturbed;
