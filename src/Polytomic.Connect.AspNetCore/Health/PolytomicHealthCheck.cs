using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Polytomic;

namespace Polytomic.Connect.AspNetCore.Health;

/// <summary>Checks the app's key with <c>GET /me</c>.</summary>
internal sealed class PolytomicHealthCheck(CurrentSettings settings, PolytomicAccounts accounts, PolytomicClient polytomic) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var taken = settings.Value;
        var token = taken.Options.Token;
        if (string.IsNullOrWhiteSpace(token))
        {
            return HealthCheckResult.Healthy("There is no key of the application's own to check: a credential provider names one for each user.");
        }

        try
        {
            var account = accounts.Get(new PolytomicCredential(token, taken.Options.OrganizationId), taken);
            using var deadline = account.StartDeadline(cancellationToken);
            await polytomic.CheckKeyAsync(account, deadline);
            return HealthCheckResult.Healthy("Polytomic accepts the key.");
        }
        catch (PolytomicConnectException failure)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"Polytomic does not accept the key, or does not answer ({failure.Code}).");
        }
    }
}
