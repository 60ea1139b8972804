using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>Finds the key to act with: the app's own, or the one that its credential provider names.</summary>
internal sealed partial class Credentials(PolytomicAccounts accounts, TimeProvider time, ILogger<Credentials> logger)
{
    /// <param name="user">The user of the request; null in the background.</param>
    /// <param name="userId">What identifies the user; null for visitors.</param>
    /// <param name="organizationId">The organization by claim or configuration.</param>
    /// <param name="settings">The settings that the request took.</param>
    /// <param name="services">Where the provider is to be found.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <exception cref="PolytomicConnectException">There is no credential for this user, or the provider failed.</exception>
    public async ValueTask<PolytomicAccount> FindAsync(
        System.Security.Claims.ClaimsPrincipal? user, string? userId, string? organizationId, ConnectSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IPolytomicCredentialProvider>() is not { } provider)
        {
            return Own(organizationId, settings);
        }

        var credential = await AskAsync(provider, new PolytomicCredentialContext(user, userId, organizationId), settings.Options.Timeout, cancellationToken);
        return credential is null ? throw UserOrganization.Missing() : accounts.Get(credential, settings);
    }

    /// <summary>The app's own account. Validation saw to it that there is a token where there is no provider.</summary>
    public PolytomicAccount Own(string? organizationId, ConnectSettings settings) => accounts.Get(settings.Options.Token!, organizationId, settings);

    private async ValueTask<PolytomicCredential?> AskAsync(
        IPolytomicCredentialProvider provider, PolytomicCredentialContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var answer = provider.GetCredentialAsync(context, either.Token);
            var credential = answer.IsCompletedSuccessfully ? answer.Result : await answer.AsTask().WaitAsync(either.Token);
            if (IsUsable(credential))
            {
                return credential;
            }

            Log.NoCredential(logger, provider.GetType().FullName);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ProviderFailed(logger, provider.GetType().FullName, exception.GetType().FullName);
            return null;
        }
    }

    /// <summary>A key that can be sent, and an organization or none: a blank one would be the key's own, which nobody named.</summary>
    private static bool IsUsable([NotNullWhen(true)] PolytomicCredential? credential) =>
        credential is { Token.Length: > 0 }
        && !credential.Token.AsSpan().ContainsAnyExceptInRange('!', '~')
        && (credential.OrganizationId is null || !string.IsNullOrWhiteSpace(credential.OrganizationId));

    private static partial class Log
    {
        [LoggerMessage(1311, LogLevel.Warning, "The credential provider {Provider} has no usable credential for this user: refused.")]
        public static partial void NoCredential(ILogger logger, string? provider);

        // The exception itself stays out of the log: a provider's may well hold the key.
        [LoggerMessage(1312, LogLevel.Error, "The credential provider {Provider} failed with {Exception}: the user is refused.")]
        public static partial void ProviderFailed(ILogger logger, string? provider, string? exception);
    }
}
