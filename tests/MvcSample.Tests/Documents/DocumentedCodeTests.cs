using System.Text.RegularExpressions;
using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.Documents;

/// <summary>All code that the documents show is code that is compiled, and run by the tests beside it or in the sample.</summary>
public sealed partial class DocumentedCodeTests
{
    private static readonly string Sources = string.Concat(new[] { "tests", "samples", "src" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".js" && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/App_Data/", StringComparison.Ordinal))
        .Select(file => Space().Replace(File.ReadAllText(file), "")));

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => Path.GetFileName(file)!).Where(file => file != "widget.md")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_block_of_code_is_compiled_somewhere(string file)
    {
        var text = Document.Read(file);

        Assert.All(Document.Blocks(text, "csharp").Concat(Document.Blocks(text, "js")), block => Assert.Contains(Space().Replace(block, ""), Sources, StringComparison.Ordinal));
    }

    [Fact]
    public void There_is_code_to_look_at() =>
        Assert.True(Files.Sum(file => Document.Blocks(Document.Read(file.Data), "csharp").Count()) >= 7);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_that_it_links_to_is_there(string file) =>
        Assert.All(
            Link().Matches(Document.Read(file)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && link[0] != '#'),
            link => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", link.Split('#')[0])), link));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
