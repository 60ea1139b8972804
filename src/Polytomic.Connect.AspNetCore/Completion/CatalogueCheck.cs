using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Polytomic;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Has the policies' ids held against Polytomic's catalogue, once for each set of options: at the first completion, when the key is
/// known to work and nobody waits. An app that never lists its types would not learn of a mistyped id otherwise.
/// </summary>
internal sealed class CatalogueCheck(Catalogue catalogue)
{
    private ConnectSettings? _checked;

    /// <summary>Never fails, and is not to be waited for.</summary>
    public async Task RunAsync(PolytomicAccount account)
    {
        var settings = account.Settings;
        if (!settings.Policies.Set.NamedIds.Any() || Interlocked.Exchange(ref _checked, settings) == settings)
        {
            return;
        }

        try
        {
            using var deadline = account.StartDeadline(CancellationToken.None);
            await catalogue.GetAsync(account, deadline);
        }
        catch (PolytomicConnectException)
        {
            // Logged where it happened. The next completion tries again.
            _checked = null;
        }
    }
}
