using System.Text.RegularExpressions;

namespace Polytomic.Connect.Packages.Tests.Architecture;

/// <summary>A defence that is described is a defence that is tested.</summary>
public sealed partial class SecurityTests
{
    private static readonly string[] Sources =
        [.. Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)];

    [Fact]
    public void Every_test_that_the_security_note_names_exists()
    {
        var named = TestName().Matches(Repository.Read("SECURITY.md")).Select(match => (match.Groups["type"].Value, match.Groups["method"].Value)).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Where(test => !Exists(test.Item1, test.Item2)).Select(test => $"{test.Item1}.{test.Item2}"));
    }

    [Fact]
    public void Every_defence_that_the_security_note_lists_names_a_test()
    {
        var rows = Repository.Read("SECURITY.md").Split('\n').Where(IsRow).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(TestName(), row.Split('|')[^2]));
    }

    private static bool IsRow(string line) => line.StartsWith("| ", StringComparison.Ordinal)
        && !line.StartsWith("| ---", StringComparison.Ordinal)
        && !line.EndsWith("| as shown by |", StringComparison.Ordinal);

    private static bool Exists(string type, string method) => Sources
        .Where(path => Path.GetFileName(path) == type + ".cs")
        .Any(path => Regex.IsMatch(File.ReadAllText(path), $@"\[(Fact|Theory)\b[\s\S]*?\bpublic (async Task|Task|void) {method}\("));

    [GeneratedRegex(@"`(?<type>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex TestName();
}
