using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Tells when the section that <see cref="SectionBinder"/> binds may have changed.</summary>
internal sealed class SectionChanges(IConfiguration? configuration = null) : IOptionsChangeTokenSource<PolytomicConnectOptions>
{
    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => configuration?.GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);
}
