using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>How often the completion page has already loaded itself again. It is only for counting: nothing is decided by it.</summary>
internal readonly record struct CompletionVisit(int Looks)
{
    private const string Parameter = "look";

    public bool IsArrival => Looks == 0;

    public static CompletionVisit Read(IQueryCollection query) =>
        int.TryParse(query[Parameter], NumberStyles.None, CultureInfo.InvariantCulture, out var looks) && looks < 100 ? new(looks) : default;

    public CompletionVisit Next() => new(Looks + 1);

    public string ToQuery() => string.Create(CultureInfo.InvariantCulture, $"&{Parameter}={Looks}");
}
