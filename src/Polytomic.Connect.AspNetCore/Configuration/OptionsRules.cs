using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polytomic.Connect.AspNetCore.Policies;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>All that has to hold of the options: their annotations, and the rules that an annotation cannot say.</summary>
internal sealed partial class OptionsRules(IServiceProvider services) : IValidateOptions<PolytomicConnectOptions>
{
    private readonly OptionsAnnotations _annotations = new();

    public ValidateOptionsResult Validate(string? name, PolytomicConnectOptions options)
    {
        if (name != Options.DefaultName)
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = new List<string>();
        if (_annotations.Validate(name, options) is { Failed: true } annotations)
        {
            failures.AddRange(annotations.Failures.Select(NameKey));
        }

        var hasCredentialProvider = services.GetService<IServiceProviderIsService>()?.IsService(typeof(IPolytomicCredentialProvider)) ?? false;
        TokenRule.Check(options, hasCredentialProvider, failures);
        CheckVersion(options.Version, failures);
        UrlRules.Check(options, failures);
        TimeRules.Check(options, failures);
        CheckOptionalTexts(options, failures);
        NameFormatRule.Check(options, hasCredentialProvider, failures);
        CheckPolicies(options.Policies, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>
    /// The generated validator puts the name of the member before each message, and the messages of its own for <c>[Range]</c> name the
    /// type: <c>MaxAttempts: The field PolytomicConnectOptions.MaxAttempts must be between 1 and 10.</c>
    /// </summary>
    private static string NameKey(string failure) =>
        MemberPath().Replace(failure[(failure.IndexOf(": ", StringComparison.Ordinal) + 2)..], path => SectionBinder.SectionName + path.Groups[1].Value.Replace('.', ':'));

    [GeneratedRegex(@"PolytomicConnectOptions((?:\.\w+)+)")]
    private static partial Regex MemberPath();

    private static void CheckVersion(string? version, List<string> failures)
    {
        // Not by annotation: a regular expression would be the most that the start has to compile.
        if (!string.IsNullOrWhiteSpace(version) && !DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            failures.Add("PolytomicConnect:Version has to be a date such as 2025-09-18");
        }
    }

    private static void CheckOptionalTexts(PolytomicConnectOptions options, List<string> failures)
    {
        RefuseBlank("PolytomicConnect:OrganizationId", options.OrganizationId);
        RefuseBlank("PolytomicConnect:OrganizationClaim", options.OrganizationClaim);
        RefuseBlank("PolytomicConnect:UserIdClaim", options.UserIdClaim);
        if (options is { OrganizationId: not null, OrganizationClaim: not null })
        {
            failures.Add("PolytomicConnect:OrganizationId and PolytomicConnect:OrganizationClaim exclude each other; keep one");
        }

        void RefuseBlank(string key, string? value)
        {
            if (value is not null && string.IsNullOrWhiteSpace(value))
            {
                failures.Add($"{key} is blank; give it a value or leave it out");
            }
        }
    }

    private void CheckPolicies(IDictionary<string, ConnectPolicy>? policies, List<string> failures)
    {
        foreach (var (name, policy) in policies ?? new Dictionary<string, ConnectPolicy>())
        {
            PolicyRules.Check($"PolytomicConnect:Policies:{name}", policy, failures);
            PolicyRules.CheckLists($"PolytomicConnect:Policies:{name}", policy, failures);
        }

        new AuthorizationPolicyRule(services).Check(policies, failures);
    }
}
