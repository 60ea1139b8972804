using System.Text.RegularExpressions;

namespace Polytomic.Connect.Packages.Tests.Architecture;

public sealed partial class FolderTests
{
    private const string Namespace = "Polytomic.Connect.AspNetCore";

    /// <summary>
    /// What each folder of the core may know, from the ground up: a folder knows only folders above it in this list. What is public belongs to all.
    /// Before adding to a line, see whether what is needed does not belong in another folder.
    /// </summary>
    private static readonly (string Folder, string[] Knows)[] Allowed =
    [
        ("Text", []),
        ("Urls", []),
        ("Errors", []),
        ("Seals", []),
        ("Script", []),
        ("Diagnostics", []),
        ("Json", []),
        ("Memory", []),
        ("Principals", []),
        ("Descriptions", ["Errors"]),
        ("Policies", ["Principals", "Text"]),
        ("Requests", ["Errors"]),
        ("Pages", ["Script"]),
        ("Configuration", ["Policies", "Text", "Urls"]),
        ("Addresses", ["Configuration", "Requests", "Urls"]),
        ("Users", ["Addresses", "Configuration", "Errors", "Seals"]),
        ("Limits", ["Users"]),
        ("Polytomic", ["Configuration", "Diagnostics", "Errors", "Memory", "Policies", "Urls", "Users"]),
        ("Health", ["Configuration", "Polytomic"]),
        ("Sessions", ["Addresses", "Configuration", "Diagnostics", "Errors", "Json", "Limits", "Memory", "Policies", "Polytomic", "Principals", "Requests", "Seals", "Urls", "Users"]),
        ("Completion", ["Configuration", "Diagnostics", "Polytomic", "Seals", "Sessions", "Text"]),
        ("Endpoints", ["Addresses", "Completion", "Configuration", "Descriptions", "Errors", "Json", "Limits", "Pages", "Principals", "Requests", "Script", "Sessions", "Users"]),
    ];

    [Fact]
    public void A_folder_knows_only_what_it_may_know()
    {
        // The compiler refuses a using that is not needed, so the usings are what a folder knows.
        var actual = Folders().Select(folder => (
            folder,
            Sources(folder).SelectMany(source => Using().Matches(source).Select(match => match.Groups["folder"].Value))
                .Where(known => known != folder)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToArray()));

        Assert.Equal(
            Allowed.OrderBy(line => line.Folder, StringComparer.Ordinal).Select(line => $"{line.Folder}: {string.Join(", ", line.Knows)}"),
            actual.Select(line => $"{line.folder}: {string.Join(", ", line.Item2)}"));
    }

    [Fact]
    public void No_two_folders_know_each_other()
    {
        for (var i = 0; i < Allowed.Length; i++)
        {
            Assert.Subset(Allowed[..i].Select(line => line.Folder).ToHashSet(), Allowed[i].Knows.ToHashSet());
        }
    }

    [Fact]
    public void What_a_file_declares_is_in_the_namespace_of_its_folder_or_public()
    {
        foreach (var folder in Folders())
        {
            foreach (var file in Directory.GetFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories))
            {
                var source = File.ReadAllText(file);
                var declared = Declared().Match(source).Groups["namespace"].Value;
                Assert.True(
                    declared == $"{Namespace}.{folder}" || Regex.IsMatch(source, "^public ", RegexOptions.Multiline),
                    $"{file} declares {declared}, and nothing public.");
            }
        }
    }

    [Fact]
    public void Every_folder_is_introduced_to_contributors()
    {
        var guide = Repository.Read("CONTRIBUTING.md");

        Assert.All(Folders(), folder => Assert.Contains($"`{folder}/`", guide));
    }

    [Fact]
    public void Time_comes_from_the_time_provider()
    {
        var sources = Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(sources);
        Assert.All(sources, file => Assert.DoesNotMatch(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", File.ReadAllText(file)));
    }

    private static string PathOf(string folder) => Repository.PathOf("src", Namespace, folder);

    private static IEnumerable<string> Folders() => Directory.GetDirectories(PathOf(""))
        .Select(Path.GetFileName)
        .OfType<string>()
        .Where(name => char.IsUpper(name[0]))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources(string folder) => Directory.GetFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex(@"^using (static )?Polytomic\.Connect\.AspNetCore\.(?<folder>\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<namespace>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
