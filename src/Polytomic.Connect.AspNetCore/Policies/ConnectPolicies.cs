using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Decides what a user may connect. Whatever goes wrong on the way, the user may connect nothing.</summary>
internal sealed partial class ConnectPolicies(TimeProvider time, ILogger<ConnectPolicies> logger)
{
    /// <param name="user">The user; not authenticated for visitors.</param>
    /// <param name="userId">The value that identifies the user; null for visitors.</param>
    /// <param name="asked">What is asked for. It decides nothing, and is told to the log.</param>
    /// <param name="configured">The configured policies, as this request took them.</param>
    /// <param name="services">The services of the request, for policy providers.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async ValueTask<AllowedIntegrations> EvaluateAsync(
        ClaimsPrincipal user, string? userId, AskedIntegrations asked, ConfiguredPolicies configured, IServiceProvider services, CancellationToken cancellationToken)
    {
        var evaluation = await FindAsync(user, userId, configured, services, cancellationToken);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.Decided(
                logger,
                userId is null ? "A visitor (nobody is signed in)" : LogText.Of(userId),
                asked.Ids is { } ids ? LogText.Of(string.Join(", ", ids)) : "what is allowed",
                string.Join(", ", evaluation.Names.DefaultIfEmpty("none")),
                DecisionReason.OfUnmet(evaluation.Unmet(user, userId)),
                evaluation.Allowed,
                DecisionReason.OfLoss(evaluation, asked));
        }

        return evaluation.Allowed;
    }

    /// <summary>Decides the same, and says why.</summary>
    public async ValueTask<ConnectExplanation> ExplainAsync(
        ClaimsPrincipal user, string? userId, string integration, ConfiguredPolicies configured, IServiceProvider services, CancellationToken cancellationToken)
    {
        var evaluation = await FindAsync(user, userId, configured, services, cancellationToken);
        var policies = evaluation.Explain(user, userId, integration).ToList();
        var reason = evaluation.HasFailed ? DecisionReason.Failed : DecisionReason.Of(policies);
        return new ConnectExplanation(integration, evaluation.Allowed.Allows(integration), reason, policies);
    }

    private async ValueTask<PolicyEvaluation> FindAsync(
        ClaimsPrincipal user, string? userId, ConfiguredPolicies configured, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            var provided = await ProvidedPolicies.GetAsync(user, configured.Timeout, time, services, cancellationToken) ?? PolicySet.Empty;
            var applying = configured.Set.Match(user, userId);
            var providedApplying = provided.Match(user, userId);
            if (configured.Set.WithAuthorization.Count > 0 || provided.WithAuthorization.Count > 0)
            {
                var authorization = new AuthorizationConditions(user, configured.Timeout, time, services);
                await authorization.NarrowAsync(configured.Set, applying, cancellationToken);
                await authorization.NarrowAsync(provided, providedApplying, cancellationToken);
            }

            var allowed = provided == PolicySet.Empty ? configured.Set.Allowed(applying) : Sum(configured.Set, applying, provided, providedApplying);
            return new PolicyEvaluation(allowed, configured.Set, applying, provided, providedApplying);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (InvalidPolicyException exception)
        {
            Log.InvalidPolicy(logger, exception.Message);
            return PolicyEvaluation.Failed;
        }
        catch (Exception exception)
        {
            Log.PoliciesFailed(logger, exception);
            return PolicyEvaluation.Failed;
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
        public static partial void PoliciesFailed(ILogger logger, Exception exception);

        [LoggerMessage(1201, LogLevel.Error, "A policy provider supplied what is no policy; the user may connect nothing: {Reason}")]
        public static partial void InvalidPolicy(ILogger logger, string reason);

        [LoggerMessage(1202, LogLevel.Debug, "{User} asks for {Asked}. Policies that apply: {Policies}. That do not: {Unmet}. Allowed in all: {Allowed}. Taken away: {Lost}.", SkipEnabledCheck = true)]
        public static partial void Decided(ILogger logger, string user, string asked, string policies, string unmet, AllowedIntegrations allowed, string lost);
    }
}
