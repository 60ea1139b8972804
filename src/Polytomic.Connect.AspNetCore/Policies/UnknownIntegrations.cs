using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore.Text;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Warns of ids in policies that Polytomic does not know: most likely mistyped, and then they allow and except nothing.</summary>
internal sealed partial class UnknownIntegrations(ILogger<UnknownIntegrations> logger)
{
    private PolicySet? _checked;

    /// <summary>Warns once for each set of policies. Cheap when that was done.</summary>
    /// <param name="catalogue">The ids that Polytomic knows.</param>
    /// <param name="policies">The configured policies.</param>
    public void Warn(IReadOnlyCollection<string> catalogue, PolicySet policies)
    {
        // An empty catalogue is Polytomic's trouble, not a mistake in every policy.
        if (catalogue.Count == 0 || Interlocked.Exchange(ref _checked, policies) == policies)
        {
            return;
        }

        var known = catalogue.ToHashSet(StringComparer.Ordinal);
        foreach (var (id, policy) in policies.NamedIds.Where(named => !known.Contains(named.Id)).DistinctBy(named => named.Id))
        {
            Log.UnknownIntegration(logger, id, policy, LogText.Of(NearestWord.Of(id, catalogue)!));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1210, LogLevel.Warning, "Polytomic knows no integration \"{Integration}\", which PolytomicConnect:Policies:{Policy} names; the nearest that it knows is \"{Nearest}\".")]
        public static partial void UnknownIntegration(ILogger logger, string integration, string policy, string nearest);
    }
}
