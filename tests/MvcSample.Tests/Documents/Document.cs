using System.Text.RegularExpressions;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Documents;

/// <summary>What a document shows.</summary>
internal static partial class Document
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    public static IEnumerable<string> Blocks(string text, string language) =>
        Fence().Matches(text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value);

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
