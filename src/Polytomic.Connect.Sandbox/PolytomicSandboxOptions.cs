namespace Polytomic.Connect.Sandbox;

/// <summary>What the sandbox can be told, from the configuration section <c>PolytomicSandbox</c> or from code.</summary>
public sealed class PolytomicSandboxOptions
{
    /// <summary>The configuration section that is bound.</summary>
    internal const string SectionName = "PolytomicSandbox";

    /// <summary>The key that works when none is configured.</summary>
    internal const string DefaultToken = "sandbox-token";

    /// <summary>The API keys that the sandbox accepts, each for an organization of its own. When none is given it is <c>sandbox-token</c>.</summary>
    public IList<string> Tokens { get; set; } = [];

    /// <summary>What the modal calls the app on whose behalf it asks. None: the app's name as its host knows it, that of its assembly.</summary>
    public string? AppName { get; set; }

    /// <summary>A folder of <c>{id}.json</c> schemas and an <c>index.json</c>, besides the built-in connection types.</summary>
    public string? ConnectionTypesPath { get; set; }

    /// <summary>The file that keeps the connections. None: they live in memory.</summary>
    public string? DataPath { get; set; }

    /// <summary>Starts outside the Development environment too. The sandbox stores whatever is typed into it; leave this off where others can reach it.</summary>
    public bool AllowOutsideDevelopment { get; set; }
}
