using System.Text.RegularExpressions;

namespace Polytomic.Connect.Packages.Tests.Architecture;

public sealed partial class DocumentTests
{
    [Fact]
    public void The_files_that_the_architecture_note_names_exist()
    {
        var named = FileName().Matches(Repository.Read("docs", "architecture.md")).Select(match => match.Groups["file"].Value).ToList();

        Assert.NotEmpty(named);
        var sources = Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories);
        Assert.All(named, file => Assert.Contains(sources, path => path.EndsWith('/' + file, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_released_version_has_an_entry_in_the_changelog()
    {
        var version = System.Xml.Linq.XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.Contains($"## [{version}]", Repository.Read("CHANGELOG.md"));
    }

    [Fact]
    public void The_workflow_runs_what_contributors_run()
    {
        Assert.Contains("run: .ci/run", Repository.Read(".github", "workflows", "ci.yml"));
        Assert.Contains(".ci/run", Repository.Read("CONTRIBUTING.md"));
    }

    [GeneratedRegex(@"`(?<file>[\w/]+\.cs)`")]
    private static partial Regex FileName();
}
