namespace MvcSample.Tests.Fixtures;

/// <summary>One running sample for the tests of a class.</summary>
public sealed class SampleApp : IAsyncLifetime
{
    internal SampleProcess Process { get; } = new();

    public string Url => Process.Url;

    public async ValueTask InitializeAsync() => await Process.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
