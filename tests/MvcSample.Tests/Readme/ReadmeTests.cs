using System.Reflection;
using System.Text.RegularExpressions;
using MvcSample.Tests.Fixtures;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Readme;

/// <summary>What the README says is so.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Settings => [.. Blocks("json").Where(block => block.Contains("\"PolytomicConnect\"", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task An_application_starts_with_its_settings(string settings)
    {
        await using var sample = new SampleProcess();
        await File.WriteAllTextAsync(sample.Settings, settings, Cancellation);

        await sample.StartAsync(Cancellation);

        Assert.Contains("Now listening on", sample.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_completion_handler_is_one_that_compiles()
    {
        var file = Path.Combine(Repository.Root, "tests", "MvcSample.Tests", "Readme", "RecordConnection.cs");

        Assert.Equal(File.ReadAllText(file).Trim(), Blocks("csharp").Single(block => block.Contains("RecordConnection(AppDb", StringComparison.Ordinal)).Trim());
    }

    [Fact]
    public void It_names_every_error_code_and_no_other()
    {
        var known = typeof(PolytomicConnectException).Assembly
            .GetType("Polytomic.Connect.AspNetCore.Errors.ErrorCodes", throwOnError: true)!
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
        var table = Text.Split('\n').SkipWhile(line => !line.StartsWith("| status |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        var named = table.SelectMany(line => Code().Matches(line.Split('|')[2]).Select(match => match.Groups[1].Value));

        Assert.Equal(known.Order(), named.Order());
    }

    [Fact]
    public void Every_file_that_it_links_to_is_there()
    {
        var links = Link().Matches(Text).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && link[0] != '#').ToArray();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Repository.Root, link)), link));
    }

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Text).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value);
}
