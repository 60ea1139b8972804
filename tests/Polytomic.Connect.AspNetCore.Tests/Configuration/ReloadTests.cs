using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Tests.Configuration;

public class ReloadTests
{
    private readonly RecordedLogs _logs = new();

    [Fact]
    public void A_change_is_in_force_for_whoever_asks_next()
    {
        var source = new Source(Version(1));
        using var host = Build(source);
        var settings = host.Services.GetRequiredService<CurrentSettings>();
        var before = settings.Value;

        source.Load(Version(2));

        Assert.Same(settings.Value, settings.Value);
        AssertIsVersion(2, settings.Value);
        AssertIsVersion(1, before);
    }

    [Theory]
    [InlineData("PolytomicConnect:Policies:All:Roles", "admin", "PolytomicConnect:Policies:All:Roles is a list, not a single value")]
    [InlineData("PolytomicConnect:Policies:All:Excpt:0", "api", "PolytomicConnect:Policies:All:Excpt is not known; did you mean \"Except\"?")]
    [InlineData("PolytomicConnect:Policies:All:AuthorizationPolicy", "Piad", "PolytomicConnect:Policies:All:AuthorizationPolicy names the authorization policy \"Piad\", which does not exist; add it with AddAuthorization")]
    [InlineData("PolytomicConnect:Version", "latest", "PolytomicConnect:Version has to be a date such as 2025-09-18")]
    public void A_change_that_does_not_validate_is_logged_and_the_last_good_options_stay(string key, string value, string failure)
    {
        var source = new Source(Version(1));
        using var host = Build(source);
        var settings = host.Services.GetRequiredService<CurrentSettings>();
        var before = settings.Value;

        var bad = Version(2);
        bad[key] = value;
        source.Load(bad);

        Assert.Same(before, settings.Value);
        var entry = Assert.Single(_logs.Entries, entry => entry.Level >= LogLevel.Warning);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.EndsWith(failure, entry.Message);

        source.Load(Version(3));
        AssertIsVersion(3, settings.Value);
    }

    [Fact]
    public void A_delegate_that_throws_at_a_change_leaves_the_last_good_options()
    {
        var source = new Source(Version(1));
        var fails = false;
        using var host = Build(source, options => options.MaxAttempts = fails ? throw new TimeoutException("The vault is closed.") : 2);
        var settings = host.Services.GetRequiredService<CurrentSettings>();
        var before = settings.Value;

        fails = true;
        source.Load(Version(2));

        Assert.Same(before, settings.Value);
        Assert.IsType<TimeoutException>(Assert.Single(_logs.Entries, entry => entry.Level == LogLevel.Error).Exception);
    }

    [Fact]
    public void Broken_deleted_and_mended_files_are_taken_as_they_come()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "PolytomicConnect": { "Token": "a" } }""");
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration.AddJsonFile(file, optional: true, reloadOnChange: false);
            builder.Services.AddLogging(logging => logging.AddProvider(_logs)).AddConnectConfiguration(null);
            using var host = builder.Build();
            var settings = host.Services.GetRequiredService<CurrentSettings>();
            Assert.Equal("a", settings.Value.Options.Token);
            IConfigurationRoot configuration = builder.Configuration;

            File.WriteAllText(file, """{ "PolytomicConnect": { "Token": """);
            Assert.Throws<InvalidDataException>(configuration.Reload);
            Assert.Equal("a", settings.Value.Options.Token);

            File.Delete(file);
            configuration.Reload();
            Assert.Equal("a", settings.Value.Options.Token);

            File.WriteAllText(file, """{ "PolytomicConnect": { "Token": "b" } }""");
            configuration.Reload();
            Assert.Equal("b", settings.Value.Options.Token);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_hundred_changes_under_load_never_show_a_mixture_nor_a_bad_one()
    {
        var source = new Source(Version(0));
        using var host = Build(source);
        var settings = host.Services.GetRequiredService<CurrentSettings>();
        using var done = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<ConnectSettings, bool>();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                seen.TryAdd(settings.Value, true);
            }
        })).ToArray();

        for (var version = 1; version <= 100; version++)
        {
            var values = Version(version);
            if (version % 3 == 0)
            {
                values["PolytomicConnect:Policies:All:Roles"] = "admin";
            }

            source.Load(values);
            AssertIsVersion(version % 3 == 0 ? version - 1 : version, settings.Value);
        }

        done.Cancel();
        await Task.WhenAll(readers);
        Assert.All(seen.Keys, AssertIsConsistent);
        var errors = _logs.Entries.Where(entry => entry.Level == LogLevel.Error).ToArray();
        Assert.Equal(33, errors.Length);
        Assert.All(errors, entry => Assert.EndsWith("PolytomicConnect:Policies:All:Roles is a list, not a single value", entry.Message));
    }

    [Fact]
    public async Task After_changes_from_many_sides_at_once_the_last_is_in_force()
    {
        var source = new Source(Version(0));
        using var host = Build(source);
        var settings = host.Services.GetRequiredService<CurrentSettings>();
        _ = settings.Value;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (var version = 0; version < 25; version++)
            {
                source.Load(Version((10 * writer) + version));
                AssertIsConsistent(settings.Value);
            }
        })));

        // All writers are through, and so is every change: each runs within the call that made it, or within one that was already running.
        var last = source.TryGet("Number", out var number) ? int.Parse(number!, null) : -1;
        AssertIsVersion(last, settings.Value);
    }

    private IHost Build(Source source, Action<PolytomicConnectOptions>? configure = null)
    {
        var builder = ConfiguredHost.CreateBuilder();
        ((IConfigurationBuilder)builder.Configuration).Add(source);
        builder.Services.AddLogging(logging => logging.AddProvider(_logs));
        builder.Services.AddConnectConfiguration(configure);
        return builder.Build();
    }

    /// <summary>Options of which every part tells its version, so that a mixture shows.</summary>
    private static Dictionary<string, string?> Version(int version)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Number"] = $"{version}",
            ["PolytomicConnect:MaxAttempts"] = $"{(version % 10) + 1}",
            ["PolytomicConnect:Timeout"] = $"00:00:01.{version:000}",
            ["PolytomicConnect:AllowedOrigins:0"] = $"https://v{version}.example",
            ["PolytomicConnect:NameFormat"] = $"{version} {{id}}",
        };
        for (var i = 0; i < version / 10; i++)
        {
            values[$"PolytomicConnect:Policies:All:Integrations:{i}"] = $"i{i}v{version}";
        }

        return values;
    }

    private static void AssertIsVersion(int version, ConnectSettings settings)
    {
        Assert.Equal((version % 10) + 1, settings.Options.MaxAttempts);
        Assert.Equal(TimeSpan.FromMilliseconds(1000 + version), settings.Options.Timeout);
        Assert.Equal([$"https://v{version}.example"], settings.AllowedOrigins);
        Assert.Equal($"{version} {{id}}", settings.Options.NameFormat);
        Assert.Equal(Enumerable.Range(0, version / 10).Select(i => $"i{i}v{version}"), settings.Policies.Set.NamedIds.Select(named => named.Id));
    }

    private static void AssertIsConsistent(ConnectSettings settings) =>
        AssertIsVersion(settings.Options.MaxAttempts - 1 + (10 * settings.Policies.Set.NamedIds.Count()), settings);

    /// <summary>A source whose values are replaced all at once, like those of a file.</summary>
    private sealed class Source : ConfigurationProvider, IConfigurationSource
    {
        public Source(Dictionary<string, string?> values) => Data = values;

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Load(Dictionary<string, string?> values)
        {
            Data = values;
            OnReload();
        }
    }
}
