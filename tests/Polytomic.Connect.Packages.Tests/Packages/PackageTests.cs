using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Polytomic.Connect.Packages.Tests.Packages;

[Collection(nameof(PackedPackages))]
public sealed partial class PackageTests(PackedPackages packages)
{
    private static readonly string[] Frameworks = ["net10.0", "net8.0"];

    public static TheoryData<string> Ids => [.. PackedPackages.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is_and_under_which_terms(string id)
    {
        using var package = packages.Open(id);

        Assert.Equal(id, package["id"]);
        Assert.Equal(VersionOfRepository(), package["version"]);
        Assert.Equal("MIT", package["license"]);
        Assert.Equal("expression", (string?)package.Find("license")!.Attribute("type"));
        Assert.NotEmpty(package["description"]);
        Assert.Contains("aspnetcore", package["tags"]);
        Assert.Equal("git", (string?)package.Find("repository")!.Attribute("type"));
        Assert.Matches("^[0-9a-f]{40}$", (string?)package.Find("repository")!.Attribute("commit"));
        Assert.Equal("icon.png", package["icon"]);
        Assert.Equal([0x89, .. "PNG"u8.ToArray()], package.Read("icon.png")[..4]);
        Assert.Equal("README.md", package["readme"]);
    }

    [Fact]
    public void A_package_brings_its_assemblies_and_documentation_and_nothing_by_chance()
    {
        Assert.Equal(
            ["ConfigurationSchema.json", "README.md", "buildTransitive/*.targets", .. Common[1..], "types/polytomic-connect.d.ts"],
            FilesOf(PackedPackages.Core));
        Assert.Equal(Common, FilesOf(PackedPackages.TagHelpers));
        Assert.Equal(Common, FilesOf(PackedPackages.Sandbox));
    }

    [Fact]
    public void A_package_depends_on_what_it_promises_on_every_framework()
    {
        using var core = packages.Open(PackedPackages.Core);
        using var tagHelpers = packages.Open(PackedPackages.TagHelpers);
        using var sandbox = packages.Open(PackedPackages.Sandbox);

        foreach (var framework in Frameworks)
        {
            Assert.Equal([$"Polly.Core {CentralVersionOf("Polly.Core")}"], core.DependenciesFor(framework));
            Assert.Equal([$"{PackedPackages.Core} [{core["version"]}]"], tagHelpers.DependenciesFor(framework));
            Assert.Equal([$"Npgsql {CentralVersionOf("Npgsql")}"], sandbox.DependenciesFor(framework));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_needs_the_shared_framework_and_brings_none_of_it_along(string id)
    {
        using var package = packages.Open(id);

        var references = package.Find("frameworkReferences")!.Elements()
            .Select(group => $"{(string?)group.Attribute("targetFramework")} {(string?)group.Elements().Single().Attribute("name")}");

        Assert.Equal(Frameworks.Select(framework => framework + " Microsoft.AspNetCore.App"), references);
    }

    [Theory]
    [InlineData(PackedPackages.Core)]
    [InlineData(PackedPackages.TagHelpers)]
    public void The_code_in_a_packages_readme_is_the_code_in_the_repositorys(string id)
    {
        using var package = packages.Open(id);
        var readme = Encoding.UTF8.GetString(package.Read("README.md"));

        var lines = CodeBlock().Matches(readme).SelectMany(block => block.Groups["code"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line.Trim(), Repository.Read("README.md")));
        Assert.DoesNotContain("](docs/", readme);
    }

    private static string[] Common { get; } = ["README.md", "icon.png", "lib/net10.0/*.dll", "lib/net10.0/*.xml", "lib/net8.0/*.dll", "lib/net8.0/*.xml"];

    private IEnumerable<string> FilesOf(string id)
    {
        using var package = packages.Open(id);
        return [.. package.Files.Select(file => file.Replace($"/{id}.", "/*.", StringComparison.Ordinal))];
    }

    private static string VersionOfRepository() =>
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    private static string? CentralVersionOf(string id) =>
        (string?)XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Single(item => (string?)item.Attribute("Include") == id).Attribute("Version");

    [GeneratedRegex("```(csharp|html)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
