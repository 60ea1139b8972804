using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Polytomic.Connect.AspNetCore.Pages;

namespace Polytomic.Connect.AspNetCore;

/// <summary>
/// Names what the button and the pages say, for an app that wants to say it differently: register an
/// <c>IStringLocalizer&lt;PolytomicConnectTexts&gt;</c>. Its keys are the English sentences; what it does not know is said in
/// the built-in English, German, French, Spanish or Japanese, after the request's UI culture.
/// </summary>
public sealed class PolytomicConnectTexts
{
    internal const string Opening = "One moment…";
    internal const string Opened = "Continue in the window that has opened.";
    internal const string Connected = "Connected";
    internal const string Closed = "No connection was made.";
    internal const string Unreachable = "The server could not be reached. Check your network and try again.";
    internal const string ClosePage = "You can close this page.";
    internal const string Continue = "Continue";
    internal const string NotYet = "Not connected yet";
    internal const string NotYetAgain = "This page looks again by itself.";
    internal const string NotYetLater = "If you have finished, the connection will appear in a few minutes.";
    internal const string Back = "Back";
    internal const string Failed = "That did not work";

    private PolytomicConnectTexts()
    {
    }

    /// <summary>The language of the texts for this request, as HTML names it.</summary>
    internal static string Language => BuiltInTexts.Knows(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
        ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName
        : "en";

    internal static string Get(HttpContext http, string english)
    {
        var localized = http.RequestServices.GetService<IStringLocalizer<PolytomicConnectTexts>>()?[english];
        return localized is { ResourceNotFound: false } ? localized.Value : BuiltInTexts.Get(Language, english);
    }
}
