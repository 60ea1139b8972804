namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The names that <see cref="PolytomicConnectOptions.NameFormat"/> makes are whole, and no two users can share one.</summary>
internal static class NameFormatRule
{
    private const string Key = "PolytomicConnect:NameFormat";

    public static void Check(PolytomicConnectOptions options, bool hasCredentialProvider, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(options.NameFormat))
        {
            return; // The annotation says so already.
        }

        if (options.NameFormat.Any(char.IsControl))
        {
            failures.Add($"{Key} holds a control character");
        }

        var literal = options.NameFormat.Replace("{name}", "").Replace("{user}", "").Replace("{id}", "");
        if (literal.AsSpan().ContainsAny('{', '}'))
        {
            failures.Add($"{Key} holds a brace that belongs to none of {{name}}, {{user}} and {{id}}");
        }

        if (!options.NameFormat.Contains("{id}") && options.OrganizationClaim is null && !hasCredentialProvider)
        {
            failures.Add($"{Key} needs {{id}}: without it two users could claim the same name, unless PolytomicConnect:OrganizationClaim or a credential provider keeps them apart");
        }
    }
}
