using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

/// <summary>docs/options.md is complete.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Every_option_has_its_row_and_no_other()
    {
        var rows = Document.Read("options.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(typeof(PolytomicConnectOptions).GetProperties().Select(property => property.Name).Order(), rows.Order());
    }

    [Fact]
    public void The_defaults_are_those_of_the_options()
    {
        var options = new PolytomicConnectOptions();
        string[] defaults =
        [
            $"| `Version` | `{options.Version}` |",
            $"| `BaseUrl` | `{options.BaseUrl}` |",
            $"| `NameFormat` | `{options.NameFormat}` |",
            $"| `Timeout` | `{options.Timeout}` |",
            $"| `MaxAttempts` | `{options.MaxAttempts}` |",
            $"| `SessionLifetime` | `{options.SessionLifetime}` |",
            $"| `TokenScheme` | `{options.TokenScheme}` |",
            $"| `RateLimit` | `{{ \"PermitLimit\": {options.RateLimit.PermitLimit}, \"Window\": \"{options.RateLimit.Window}\" }}` |",
        ];

        Assert.All(defaults, row => Assert.Contains(row, Document.Read("options.md"), StringComparison.Ordinal));
    }
}
