using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Decides what a user may connect. Whatever goes wrong on the way, the user may connect nothing.</summary>
internal sealed partial class ConnectPolicies(TimeProvider time, ILogger<ConnectPolicies> logger)
{
    /// <param name="user">The user; not authenticated for visitors.</param>
    /// <param name="userId">The value that identifies the user; null for visitors.</param>
    /// <param name="settings">The settings that this request took.</param>
    /// <param name="services">The services of the request, for policy providers.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async ValueTask<AllowedIntegrations> EvaluateAsync(ClaimsPrincipal user, string? userId, ConnectSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            var provided = await ProvidedPolicies.GetAsync(user, settings.Options.Timeout, time, services, cancellationToken);
            var configured = settings.Policies.Match(user, userId);
            var additional = provided?.Match(user, userId) ?? PolicyCombination.None;
            if (settings.Policies.WithAuthorization.Count > 0 || provided?.WithAuthorization.Count > 0)
            {
                var authorization = new AuthorizationConditions(user, settings.Options.Timeout, time, services);
                await authorization.NarrowAsync(settings.Policies, configured, cancellationToken);
                await authorization.NarrowAsync(provided ?? PolicySet.Empty, additional, cancellationToken);
            }

            var allowed = provided is null ? settings.Policies.Allowed(configured) : Sum(settings.Policies, configured, provided, additional);
            if (logger.IsEnabled(LogLevel.Debug))
            {
                var names = settings.Policies.Names(configured).Concat((provided ?? PolicySet.Empty).Names(additional)).DefaultIfEmpty("none");
                Log.Decided(logger, string.Join(", ", names), allowed);
            }

            return allowed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (InvalidPolicyException exception)
        {
            Log.InvalidPolicy(logger, exception.Message);
            return AllowedIntegrations.Nothing;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            return AllowedIntegrations.Nothing;
        }
    }

    private static AllowedIntegrations Sum(PolicySet policies, PolicyCombination applying, PolicySet provided, PolicyCombination providedApplying)
    {
        var grant = new Grant();
        policies.AddTo(grant, applying);
        provided.AddTo(grant, providedApplying);
        return grant.ToAllowed();
    }

    private static partial class Log
    {
        [LoggerMessage(1200, LogLevel.Error, "The policies of a user could not be evaluated; the user may connect nothing.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(1201, LogLevel.Error, "A policy provider supplied what is no policy; the user may connect nothing: {Reason}")]
        public static partial void InvalidPolicy(ILogger logger, string reason);

        [LoggerMessage(1202, LogLevel.Debug, "Policies that apply: {Policies}. The user may connect {Allowed}.", SkipEnabledCheck = true)]
        public static partial void Decided(ILogger logger, string policies, AllowedIntegrations allowed);
    }
}
