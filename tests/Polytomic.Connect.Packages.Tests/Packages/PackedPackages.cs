namespace Polytomic.Connect.Packages.Tests.Packages;

/// <summary>Tests that need the packages.</summary>
[CollectionDefinition(nameof(PackedPackages))]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>;

/// <summary>The packages as <c>dotnet pack</c> makes them, in a folder that is a feed. Made once for all tests.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Core = "Polytomic.Connect.AspNetCore";
    public const string TagHelpers = "Polytomic.Connect.AspNetCore.TagHelpers";
    public const string Sandbox = "Polytomic.Connect.Sandbox";

    public static readonly string[] Ids = [Core, TagHelpers, Sandbox];

    public string Feed { get; } = Directory.CreateTempSubdirectory("polytomic-connect-feed-").FullName;

    public async ValueTask InitializeAsync()
    {
        // Release, whatever the tests run as: that is what is published.
        foreach (var id in Ids)
        {
            await Tool.RunAsync(Repository.Root, "dotnet", "pack", Repository.PathOf("src", id), "-c", "Release", "-o", Feed, "-v", "quiet");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Feed, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal Package Open(string id) => new(Directory.GetFiles(Feed, id + ".*.nupkg").Single(path => char.IsDigit(Path.GetFileName(path)[id.Length + 1])));

    internal Package OpenSymbols(string id) => new(Directory.GetFiles(Feed, id + ".*.snupkg").Single(path => char.IsDigit(Path.GetFileName(path)[id.Length + 1])));
}
