using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>Why a session cannot be used, and what to do about it.</summary>
internal static class Refusals
{
    public static Page Unknown(string appName) =>
        MessagePage.Render(404, "This link is not valid", "It may be incomplete, or the sandbox was started again since it was made.", appName);

    public static Page Used(string appName, ConnectSession session) =>
        MessagePage.Render(410, "This link has been used", "A connection was already made with it. Every link works once.", appName, Back(appName, session), session.Dark);

    public static Page Expired(string appName, ConnectSession session) =>
        MessagePage.Render(410, "This link has expired", "Links work for 30 minutes. Please start again.", appName, Back(appName, session), session.Dark);

    public static Page Elsewhere(string appName, ConnectSession session) =>
        MessagePage.Render(403, "This link is in use in another browser", "Only the browser that it was first used in can go on with it.", appName, link: null, session.Dark);

    private static (string, string) Back(string appName, ConnectSession session) => ($"Back to {appName}", session.RedirectUrl);
}
