using System.IO.Compression;
using System.Xml.Linq;

namespace Polytomic.Connect.Packages.Tests.Packages;

/// <summary>One package file.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _zip;

    public Package(string path)
    {
        _zip = ZipFile.OpenRead(path);
        using var nuspec = _zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single();
    }

    public XElement Metadata { get; }

    /// <summary>What the package brings, without what every package has to have.</summary>
    public IEnumerable<string> Files => _zip.Entries.Select(entry => entry.FullName)
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
            && !name.StartsWith("package/", StringComparison.Ordinal)
            && !name.EndsWith(".nuspec", StringComparison.Ordinal)
            && name != "[Content_Types].xml")
        .Order(StringComparer.Ordinal);

    public XElement? Find(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    public string this[string name] => Find(name)?.Value ?? "";

    /// <summary>The dependencies for one framework, as <c>id version</c>.</summary>
    public IEnumerable<string> DependenciesFor(string framework) =>
        Find("dependencies")!.Elements().Single(group => (string?)group.Attribute("targetFramework") == framework)
            .Elements().Select(dependency => $"{(string?)dependency.Attribute("id")} {(string?)dependency.Attribute("version")}");

    public byte[] Read(string file)
    {
        using var entry = _zip.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        entry.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose() => _zip.Dispose();
}
