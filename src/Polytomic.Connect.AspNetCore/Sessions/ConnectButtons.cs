using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Policies;
using Polytomic.Connect.AspNetCore.Principals;
using Polytomic.Connect.AspNetCore.Requests;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What a page needs in order to show a button: whether this user may use it, and the sealed intent.</summary>
internal sealed class ConnectButtons(CurrentSettings settings, ConnectPolicies policies, VisitorCookie visitors, IntentSeal intents, ConnectAddresses addresses)
{
    /// <param name="context">The request that renders the page.</param>
    /// <param name="request">What the button is for.</param>
    /// <returns>The button; one without an intent for a user who may not use it.</returns>
    /// <exception cref="PolytomicConnectException">What the button is for is not well-formed; the message names the member.</exception>
    /// <exception cref="InvalidOperationException">The endpoints are not mapped.</exception>
    public async ValueTask<ConnectButton> PrepareAsync(HttpContext context, ConnectRequest request)
    {
        var body = ConnectBody.From(request);
        var page = PageOf(context);
        var allowed = await policies.EvaluateAsync(
            page.User.Principal, page.User.Id, new(body.Type, body.Whitelist), page.Settings.Policies, context.RequestServices, context.RequestAborted);
        if (!MayUse(body, allowed))
        {
            return new ConnectButton(page.Action, page.Prefix, null);
        }

        // Only a visitor who may connect something is given a cookie.
        var owner = page.IsSignedIn ? page.User : visitors.ReadOrIssue(context);
        var intent = intents.Close(owner, new ConnectRequest
        {
            Name = body.Name,
            Type = body.Type,
            Whitelist = body.Whitelist,
            ConnectionId = body.Connection,
            ReturnUrl = ReturnTarget.Check(request.ReturnUrl),
            Dark = body.Dark,
        });
        return new ConnectButton(page.Action, page.Prefix, intent);
    }

    /// <summary>What all buttons of a page share. A page that changes its user on the way gets another.</summary>
    private Page PageOf(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(Page), out var known) && known is Page page && page.User.Principal == context.User)
        {
            return page;
        }

        var taken = settings.Value;
        var action = addresses.GetPath(context, ConnectEndpoint.Connect, taken)
            ?? throw new InvalidOperationException("The endpoints of Polytomic Connect are not mapped here: call app.MapPolytomicConnect().");
        var isSignedIn = context.User.IsSignedIn();
        var user = isSignedIn ? UserIdentity.Identify(context.User, taken) : new ConnectUser(context.User, null, default);
        page = new Page(taken, user, isSignedIn, action, addresses.GetPrefix(context, taken));
        context.Items[typeof(Page)] = page;
        return page;
    }

    private sealed record Page(ConnectSettings Settings, ConnectUser User, bool IsSignedIn, string Action, string Prefix);

    private static bool MayUse(ConnectBody body, AllowedIntegrations allowed) => body switch
    {
        // Of which type the connection is only Polytomic knows; it is asked when the button is used.
        { Connection: not null } => !allowed.IsEmpty,
        { Type: { } type } => allowed.Allows(type),
        { Whitelist: { } ids } => ids.Any(allowed.Allows),
        _ => !allowed.IsEmpty,
    };
}

/// <summary>A button, ready to be written.</summary>
/// <param name="Action">Where its form posts to.</param>
/// <param name="Prefix">Where the script is, without a trailing slash.</param>
/// <param name="Intent">The sealed intent; null where the user may not use the button.</param>
internal sealed record ConnectButton(string Action, string Prefix, string? Intent);
