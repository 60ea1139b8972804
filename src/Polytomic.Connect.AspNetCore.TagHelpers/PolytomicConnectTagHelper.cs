using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.TagHelpers;

/// <summary>
/// A button that lets the user connect something through Polytomic. What it asks for is sealed for this user, so that what was
/// rendered is what can be asked for. Attributes that are not named here land on the button.
/// </summary>
/// <example>
/// <code>&lt;polytomic-connect name="My Postgres connection" type="postgresql" class="btn"&gt;Connect PostgreSQL&lt;/polytomic-connect&gt;</code>
/// </example>
[HtmlTargetElement("polytomic-connect", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PolytomicConnectTagHelper : TagHelper
{
    private const string NameAttribute = "name";
    private const string TypeAttribute = "type";
    private const string WhitelistAttribute = "whitelist";
    private const string ConnectionAttribute = "connection";
    private const string ReturnUrlAttribute = "return-url";
    private const string ModeAttribute = "mode";
    private const string DarkAttribute = "dark";
    private const string WhenDeniedAttribute = "when-denied";
    private const string NonceAttribute = "nonce";

    private static readonly string[] Known =
        [NameAttribute, TypeAttribute, WhitelistAttribute, ConnectionAttribute, ReturnUrlAttribute, ModeAttribute, DarkAttribute, WhenDeniedAttribute, NonceAttribute];

    private static readonly string[] Modes = ["popup", "tab", "redirect"];
    private static readonly string[] Darks = ["true", "false", "auto"];
    private static readonly string[] Denials = ["hide", "disable"];

    /// <summary>The name of the new connection; required, except for a reconnect.</summary>
    [HtmlAttributeName(NameAttribute)]
    public string? Name { get; set; }

    /// <summary>The one integration to connect, by its id: <c>postgresql</c>.</summary>
    [HtmlAttributeName(TypeAttribute)]
    public string? Type { get; set; }

    /// <summary>The integrations to choose from, by their ids: <c>salesforce,hubspot</c>. Without it and <see cref="Type"/>: all that the user may connect.</summary>
    [HtmlAttributeName(WhitelistAttribute)]
    public string? Whitelist { get; set; }

    /// <summary>The id of the connection to sign in to again.</summary>
    [HtmlAttributeName(ConnectionAttribute)]
    public string? Connection { get; set; }

    /// <summary>Where the user goes on to when the modal was not in a popup: a local path, <c>~/</c> included. By default the current page.</summary>
    [HtmlAttributeName(ReturnUrlAttribute)]
    public string? ReturnUrl { get; set; }

    /// <summary>Where the modal opens: in a <c>popup</c> (the default), in a <c>tab</c>, or in the same tab by <c>redirect</c>.</summary>
    [HtmlAttributeName(ModeAttribute)]
    public string? Mode { get; set; }

    /// <summary>Whether the modal is dark: <c>true</c>, <c>false</c>, or <c>auto</c> for what the browser prefers.</summary>
    [HtmlAttributeName(DarkAttribute)]
    public string? Dark { get; set; }

    /// <summary>What becomes of the button for a user who may not use it: <c>hide</c> (the default) or <c>disable</c>.</summary>
    [HtmlAttributeName(WhenDeniedAttribute)]
    public string? WhenDenied { get; set; }

    /// <summary>The nonce of the page's content security policy, for the script.</summary>
    [HtmlAttributeName(NonceAttribute)]
    public string? Nonce { get; set; }

    /// <summary>The view that the button is in.</summary>
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = default!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        MistypedAttributes.Refuse(context, Known);
        AllowedValues.Check(ModeAttribute, Mode, Modes);
        AllowedValues.Check(DarkAttribute, Dark, Darks);
        AllowedValues.Check(WhenDeniedAttribute, WhenDenied, Denials);
        if (Name is null && Connection is null)
        {
            throw new InvalidOperationException($"<polytomic-connect> needs the attribute '{NameAttribute}', or '{ConnectionAttribute}' for a reconnect.");
        }

        if (Type is not null && Type.Contains(','))
        {
            throw new InvalidOperationException($"<polytomic-connect> has several ids in '{TypeAttribute}', which takes one; '{WhitelistAttribute}' takes several.");
        }

        if (CachedFragment.Contains(ViewContext))
        {
            throw new InvalidOperationException(
                "<polytomic-connect> is within a <cache> or <distributed-cache>: it is made for one user, and the others would be served a button that does not work for them. Move it out.");
        }

        var http = ViewContext.HttpContext;
        var buttons = http.RequestServices.GetService<ConnectButtons>() ?? throw new InvalidOperationException(
            "<polytomic-connect> is used but its services are missing: call builder.Services.AddPolytomicConnect() before the application is built.");
        var request = new ConnectRequest
        {
            Name = Name,
            Type = Type,
            Whitelist = Whitelist?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ConnectionId = Connection,
            ReturnUrl = string.IsNullOrEmpty(ReturnUrl) ? CurrentPage.AddressOf(http) : LocalAddress.Resolve(http, ReturnUrlAttribute, ReturnUrl),
            Dark = Dark switch { "true" => true, "false" => false, _ => null },
        };

        // Whether there is a button depends on the user, so the page is one user's even where there is none.
        OneUsersPage.Mark(http);
        var button = await PrepareAsync(buttons, request);
        if (button is { Intent: { } intent })
        {
            WriteButton(output, button.Action, intent, ButtonKey.Of(request));
            if (ScriptTag.OncePerPage(http, button.Prefix, Nonce) is { } script)
            {
                output.PostElement.AppendHtml(script);
            }
        }
        else if (WhenDenied == "disable")
        {
            ButtonMarkup.WriteDisabled(output);
        }
        else
        {
            output.SuppressOutput();
        }
    }

    private async ValueTask<ConnectButton?> PrepareAsync(ConnectButtons buttons, ConnectRequest request)
    {
        try
        {
            return await buttons.PrepareAsync(ViewContext.HttpContext, request);
        }
        catch (PolytomicConnectException exception) when (exception.Code == ErrorCodes.InvalidRequest)
        {
            throw new InvalidOperationException("<polytomic-connect> has an attribute that cannot be used. " + exception.Message, exception);
        }
        catch (PolytomicConnectException)
        {
            return null;
        }
    }

    private void WriteButton(TagHelperOutput output, string action, string intent, string key)
    {
        (string, string?)[] settings = [("data-dark", Dark == "auto" ? Dark : null), ("data-key", key), ("data-mode", Mode is "tab" or "redirect" ? Mode : null)];
        var status = StatusRegion.For(ViewContext.HttpContext);
        if (ViewContext.FormContext.CanRenderAtEndOfForm)
        {
            ButtonMarkup.WriteInsideAForm(output, action, intent, settings, status);
        }
        else
        {
            ButtonMarkup.WriteForm(output, action, intent, settings, status);
        }
    }
}
