namespace MvcSample.Tests.Fixtures;

/// <summary>Where things are in the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Sample => Path.Combine(Root, "samples", "MvcSample");

    /// <summary>The sample as it was built beside these tests, in the same configuration.</summary>
    public static string SampleAssembly
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(output.Parent!.Parent!.FullName, "MvcSample", output.Name, "MvcSample.dll");
        }
    }

    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Polytomic.Connect.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of their repository.");
        }

        return directory.FullName;
    }
}
