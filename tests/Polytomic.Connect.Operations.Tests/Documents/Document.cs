using System.Text.RegularExpressions;
using Polytomic.Connect.Packages.Tests;

namespace Polytomic.Connect.Operations.Tests.Documents;

/// <summary>A page of the docs.</summary>
internal sealed partial class Document(string name)
{
    public static Document Operations { get; } = new("operations.md");

    public static Document Logs { get; } = new("logs.md");

    public static Document Errors { get; } = new("errors.md");

    public string Text { get; } = Repository.Read("docs", name);

    /// <summary>The code blocks in a language.</summary>
    public IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Text).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value);

    /// <summary>The cells of the rows of the table whose first heading is <paramref name="heading"/>.</summary>
    public IEnumerable<string[]> Rows(string heading)
    {
        var rows = Text.Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
