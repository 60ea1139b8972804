using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Polytomic.Connect.Packages.Tests.NewApps;

/// <summary>What the README tells a new user to do, taken from the README itself: whoever changes it changes what is tested.</summary>
internal sealed partial class ReadmeSteps
{
    private ReadmeSteps(string heading)
    {
        var readme = Repository.Read("README.md");
        var start = readme.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The README has no '{heading}'.");
        var end = readme.IndexOf("\n##", start + heading.Length, StringComparison.Ordinal);
        foreach (Match block in Block().Matches(readme[start..end]))
        {
            Lines[block.Groups["kind"].Value] = [.. Lines.GetValueOrDefault(block.Groups["kind"].Value, []), .. block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
    }

    /// <summary>Adding it to an application.</summary>
    public static ReadmeSteps Add { get; } = new("## Add it to your application");

    /// <summary>Standing a sandbox in for Polytomic.</summary>
    public static ReadmeSteps Sandbox { get; } = new("### Without an account");

    /// <summary>The lines of the code blocks, by their language.</summary>
    public Dictionary<string, string[]> Lines { get; } = [];

    public IEnumerable<string> Packages => Lines["sh"].Select(line => AddPackage().Match(line).Groups["id"].Value).Where(id => id.Length > 0);

    public IEnumerable<string> BuilderLines => Lines["csharp"].Where(line => line.StartsWith("builder.", StringComparison.Ordinal));

    public IEnumerable<string> AppLines => Lines["csharp"].Where(line => line.StartsWith("app.", StringComparison.Ordinal));

    public IEnumerable<string> ImportLines => Lines["html"].Where(line => line.StartsWith('@'));

    public IEnumerable<string> ViewLines => Lines["html"].Where(line => line.StartsWith('<'));

    public JsonObject Settings => JsonNode.Parse(string.Concat(Lines["json"]))!.AsObject();

    [GeneratedRegex("^```(?<kind>\\w+)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^dotnet add package (?<id>\S+)")]
    private static partial Regex AddPackage();
}
