using MvcSample.Tests.Fixtures;

namespace MvcSample.Tests.StartUp;

/// <summary>A mistake in the configuration stops the start, and one line says which key to mend.</summary>
public sealed class BadConfigurationTests
{
    [Theory]
    [InlineData("PolytomicConnect__Token", "", "PolytomicConnect:Token")]
    [InlineData("PolytomicConnect__Version", "latest", "PolytomicConnect:Version")]
    [InlineData("PolytomicConnect__BaseUrl", "http://example.com", "PolytomicConnect:BaseUrl")]
    [InlineData("PolytomicConnect__NameFormat", "{name}", "PolytomicConnect:NameFormat")]
    [InlineData("PolytomicConnect__Policies__Marketing__AuthorizationPolicy", "Paid", "PolytomicConnect:Policies:Marketing:AuthorizationPolicy")]
    public async Task From_the_environment(string variable, string value, string key)
    {
        await using var sample = new SampleProcess((variable, value));

        await AssertRefusesAsync(sample, key);
    }

    [Theory]
    [InlineData("""[ "admin" ]""", "\"admin\"", "PolytomicConnect:Policies:Administrators:Roles")]
    [InlineData("\"Except\"", "\"Excpt\"", "PolytomicConnect:Policies:Administrators:Excpt")]
    public async Task From_appsettings(string written, string mistaken, string key)
    {
        await using var sample = new SampleProcess();
        var settings = await File.ReadAllTextAsync(sample.Settings, TestContext.Current.CancellationToken);
        Assert.Contains(written, settings, StringComparison.Ordinal);
        await File.WriteAllTextAsync(sample.Settings, settings.Replace(written, mistaken, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await AssertRefusesAsync(sample, key);
    }

    private static async Task AssertRefusesAsync(SampleProcess sample, string key)
    {
        var exitCode = await sample.RunToEndAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(sample.Output.Split('\n'), line => line.Contains(key, StringComparison.Ordinal));
        Assert.DoesNotContain("Now listening on", sample.Output, StringComparison.Ordinal);
    }
}
