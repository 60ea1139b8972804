using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Pages;

/// <summary>The pages that people see between the app and Polytomic.</summary>
internal static class ConnectPages
{
    // Longer than the script needs to close the page or to go on, so that this only happens without it.
    private const int SecondsWithoutScript = 3;

    /// <summary>A connection was made and handled: tells the waiting page and closes itself, or goes on to <paramref name="returnUrl"/>.</summary>
    public static ConnectPage Connected(HttpContext http, string session, string returnUrl) => new()
    {
        Kind = PageKind.Connected,
        Title = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Connected),
        Text = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.ClosePage),
        Link = new(returnUrl, PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Continue)),
        Session = session,
        Refresh = new(SecondsWithoutScript, returnUrl),
    };

    /// <summary>Polytomic does not list the connection yet. With <paramref name="again"/> the page looks again there after two seconds.</summary>
    public static ConnectPage Pending(HttpContext http, string returnUrl, string? again) => new()
    {
        Kind = PageKind.Pending,
        Title = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.NotYet),
        Text = PolytomicConnectTexts.Get(http, again is null ? PolytomicConnectTexts.NotYetLater : PolytomicConnectTexts.NotYetAgain),
        Link = new(returnUrl, PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Back)),
        Refresh = again is null ? null : new(2, again),
    };

    /// <summary>Comes back from this site at once: only then does a browser send cookies that are <c>SameSite=Strict</c>.</summary>
    public static ConnectPage ReloadOnce(HttpContext http, string again) => new()
    {
        Kind = PageKind.Pending,
        Title = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Opening),
        Text = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.NotYetAgain),
        Link = new(again, PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Continue)),
        Refresh = new(0, again),
    };

    /// <summary>Something was refused or failed: the sentence says what, the link leads back.</summary>
    public static ConnectPage Error(HttpContext http, string sentence, string? backUrl) => new()
    {
        Kind = PageKind.Error,
        Title = PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Failed),
        Text = sentence,
        Link = backUrl is null ? null : new(backUrl, PolytomicConnectTexts.Get(http, PolytomicConnectTexts.Back)),
    };
}
