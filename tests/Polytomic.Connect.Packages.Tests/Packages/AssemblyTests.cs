using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Polytomic.Connect.Packages.Tests.Packages;

[Collection(nameof(PackedPackages))]
public sealed class AssemblyTests(PackedPackages packages)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static TheoryData<string, string> Assemblies => new(
        from id in PackedPackages.Ids
        from framework in (string[])["net8.0", "net10.0"]
        select (id, framework));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_is_reproducible(string id, string framework)
    {
        using var package = packages.Open(id);
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/{framework}/{id}.dll")));

        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public async Task Symbols_belong_to_the_assembly_and_lead_to_its_sources(string id, string framework)
    {
        using var package = packages.Open(id);
        using var symbols = packages.OpenSymbols(id);
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/{framework}/{id}.dll")));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Read($"lib/{framework}/{id}.pdb")));
        var pdb = provider.GetMetadataReader();

        var codeView = assembly.ReadCodeViewDebugDirectoryData(assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        Assert.Equal(codeView.Guid, new BlobContentId(pdb.DebugMetadataHeader!.Id).Guid);

        // No path of the machine that built it.
        var documents = pdb.Documents.Select(handle => pdb.GetString(pdb.GetDocument(handle).Name)).ToList();
        Assert.NotEmpty(documents);
        Assert.All(documents, document => Assert.StartsWith("/_/", document, StringComparison.Ordinal));

        // Where the repository has an address on the web, debuggers find the sources there; a clone of a local folder has none.
        var links = pdb.CustomDebugInformation.Select(pdb.GetCustomDebugInformation).Where(info => pdb.GetGuid(info.Kind) == SourceLink).ToList();
        var remotes = await Tool.RunAsync(Repository.Root, "git", "remote", "-v");
        Assert.True(links.Count > 0 || !remotes.Contains("github.com", StringComparison.Ordinal), "No links to the sources.");
        Assert.All(links, link => Assert.Contains("/_/", Encoding.UTF8.GetString(pdb.GetBlobBytes(link.Value))));
    }

    [Theory]
    [InlineData(PackedPackages.Core, true)]
    [InlineData(PackedPackages.TagHelpers, false)]
    [InlineData(PackedPackages.Sandbox, false)]
    public void An_assembly_is_marked_for_trimming_where_that_is_true(string id, bool expected)
    {
        using var package = packages.Open(id);
        foreach (var framework in (string[])["net8.0", "net10.0"])
        {
            using var assembly = new PEReader(new MemoryStream(package.Read($"lib/{framework}/{id}.dll")));
            var metadata = assembly.GetMetadataReader();

            var blobs = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(handle => metadata.GetBlobBytes(metadata.GetCustomAttribute(handle).Value));

            Assert.Equal(expected, blobs.Any(blob => Encoding.UTF8.GetString(blob).Contains("IsTrimmable", StringComparison.Ordinal)));
        }
    }
}
