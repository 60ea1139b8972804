using Polytomic.Connect.Packages.Tests;

namespace Polytomic.Connect.Operations.Tests.Documents;

/// <summary>What the pages show is what the applications of these tests are made of.</summary>
public class CodeTests
{
    public static TheoryData<string> Blocks => [.. Document.Operations.Blocks("csharp"), .. Document.Errors.Blocks("csharp")];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_code_of_the_pages_is_run_by_a_test(string block)
    {
        var sources = Directory.GetFiles(Repository.PathOf("tests", "Polytomic.Connect.Operations.Tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Flat(File.ReadAllText(file)));

        Assert.Contains(sources, source => source.Contains(Flat(block), StringComparison.Ordinal));
    }

    /// <summary>Without the indentation, which is another in a method.</summary>
    private static string Flat(string code) => string.Join('\n', code.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
