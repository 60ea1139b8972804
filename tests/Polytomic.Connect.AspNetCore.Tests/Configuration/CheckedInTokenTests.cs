using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

public sealed class CheckedInTokenTests : IDisposable
{
    private const int Warning = 1103;
    private const string Secret = "a-very-secret-key";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("polytomic-connect-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Production.json")]
    public async Task A_key_in_appsettings_is_warned_of_and_not_repeated(string file)
    {
        var logs = await StartAsync(configuration => configuration.AddJsonFile(Write(file)));

        var warning = Assert.Single(logs.Entries, entry => entry.Id == Warning);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains(file, warning.Text);
        Assert.DoesNotContain(Secret, logs.All);
    }

    [Fact]
    public async Task A_key_in_user_secrets_is_where_it_belongs()
    {
        var logs = await StartAsync(configuration => configuration.AddJsonFile(Write("secrets.json")));

        Assert.DoesNotContain(logs.Entries, entry => entry.Id == Warning);
    }

    [Fact]
    public async Task A_placeholder_that_another_source_replaces_is_fine()
    {
        var logs = await StartAsync(configuration => configuration.AddJsonFile(Write("appsettings.json")).AddInMemoryCollection([new("PolytomicConnect:Token", "from-a-vault")]));

        Assert.DoesNotContain(logs.Entries, entry => entry.Id == Warning);
    }

    [Fact]
    public async Task The_key_of_a_sandbox_on_this_machine_is_fine()
    {
        var logs = await StartAsync(configuration => configuration
            .AddJsonFile(Write("appsettings.Development.json"))
            .AddInMemoryCollection([new("PolytomicConnect:BaseUrl", "http://127.0.0.1:5080/polytomic")]));

        Assert.DoesNotContain(logs.Entries, entry => entry.Id == Warning);
    }

    private string Write(string file)
    {
        var path = Path.Combine(_folder.FullName, file);
        File.WriteAllText(path, $$"""{ "PolytomicConnect": { "Token": "{{Secret}}" } }""");
        return path;
    }

    private static async Task<LogCollector> StartAsync(Action<IConfigurationBuilder> configure)
    {
        var logs = new LogCollector();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Configuration);
        builder.Logging.AddProvider(logs);
        builder.Services.AddPolytomicConnect();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return logs;
    }
}
