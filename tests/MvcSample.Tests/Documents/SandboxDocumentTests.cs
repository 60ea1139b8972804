using System.Text.RegularExpressions;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Documents;

/// <summary>The code in docs/sandbox.md is the code that is compiled and run here.</summary>
public sealed partial class SandboxDocumentTests
{
    private static readonly string Here = Path.Combine(Repository.Root, "tests", "MvcSample.Tests", "Documents");

    [Fact]
    public void Its_code_is_what_these_tests_run()
    {
        string[] known = [File("AppUnderTest.cs"), File("ConnectTests.cs"), Example("filled"), Example("seeded"), Example("trouble"), File("ExpiryTests.cs")];

        Assert.Equal(known, Fence().Matches(Text()).Select(block => block.Groups[1].Value.Trim()));
    }

    [Fact]
    public void Every_file_that_it_links_to_is_there()
    {
        var links = Link().Matches(Text()).Select(match => match.Groups[1].Value.Split('#')[0]).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(System.IO.File.Exists(Path.Combine(Repository.Root, "docs", link)), link));
    }

    private static string Text() => System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "sandbox.md"));

    private static string File(string name) => System.IO.File.ReadAllText(Path.Combine(Here, name)).Trim();

    private static string Example(string name)
    {
        var text = File("MoreTests.cs");
        var lines = text[(text.IndexOf($"// <{name}>", StringComparison.Ordinal) + name.Length + 5)..text.IndexOf($"// </{name}>", StringComparison.Ordinal)];
        return string.Join('\n', lines.Split('\n').Select(line => line.Trim())).Trim();
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
