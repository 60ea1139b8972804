using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Forms;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Modal;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.OAuth;

/// <summary>The provider's consent page, and the callback that takes the person back.</summary>
internal sealed class OAuthPages(
    ConnectionTypes types,
    ConnectionStore store,
    ConnectSessions sessions,
    OAuthProvider provider,
    OAuthFlow flow,
    SessionCompletion completion,
    CsrfTokens csrf,
    IOptions<PolytomicSandboxOptions> options)
{
    private string AppName => options.Value.AppName!;

    public Task ShowConsentAsync(HttpContext context, SandboxUrls urls, string typeId)
    {
        var browser = Browser.FindOrCreate(context, urls);
        if (!TryRead(context, urls, typeId, out var type, out var request))
        {
            return PageWriter.WriteAsync(context, urls, MessagePage.Render(400, "This request cannot be served", "The sign-in was started in another way, or it has expired.", AppName));
        }

        if (flow.Peek(request!.State) is { IsAnswered: true, SessionToken: { } done } answered)
        {
            PageWriter.Redirect(context, urls.ConnectType(done, answered.Type));
            return Task.CompletedTask;
        }

        var action = urls.OAuthAuthorize(typeId) + context.Request.QueryString.ToUriComponent();
        var dark = flow.Peek(request!.State) is { SessionToken: { } token } ? sessions.Find(token)?.Dark : null;
        return PageWriter.WriteAsync(context, urls, ConsentPage.Render(type!, action, csrf.Create(browser, request.State), AppName, urls, dark));
    }

    public async Task DecideAsync(HttpContext context, SandboxUrls urls, string typeId)
    {
        if (!TryRead(context, urls, typeId, out _, out var request)
            || await PostedForm.ReadAsync(context) is not { } form
            || !csrf.IsValid(form[ControlNames.Csrf], Browser.Find(context), request!.State))
        {
            await PageWriter.WriteAsync(context, urls, MessagePage.Render(400, "This form cannot be used", "It does not belong to this browser, or cookies are off. Nothing was allowed.", AppName));
            return;
        }

        var answer = form[ControlNames.Decision] == "allow" ? $"code={provider.Issue(request)}" : "error=access_denied";
        PageWriter.Redirect(context, $"{request.RedirectUri}?{answer}&state={Uri.EscapeDataString(request.State)}");
    }

    public async Task CallbackAsync(HttpContext context, SandboxUrls urls)
    {
        var query = context.Request.Query;
        if (flow.Take(query["state"].ToString()) is not { } pending)
        {
            await PageWriter.WriteAsync(context, urls, MessagePage.Render(400, "This answer cannot be used", "It has been used before, or it has expired.", AppName));
            return;
        }

        var configuration = query["error"].Count == 0 ? flow.Redeem(pending, query["code"].ToString()) : null;
        var problem = configuration is not null ? null : query["error"] == "access_denied" ? "denied" : "failed";
        if (pending.SessionToken is not null)
        {
            await FinishSessionAsync(context, urls, pending, configuration, problem);
            return;
        }

        if (configuration is not null)
        {
            store.Update(pending.Owner, pending.ConnectionId!.Value, c =>
            {
                var merged = (System.Text.Json.Nodes.JsonObject)c.Configuration.DeepClone();
                foreach (var (name, value) in configuration)
                {
                    merged[name] = value?.DeepClone();
                }

                return c with { Configuration = merged, Saved = true };
            });
        }

        if (pending.ReturnUrl is not null)
        {
            // Not a redirect: it would be part of the form's post, which the page's policy ties to this origin.
            await PageWriter.WriteAsync(context, urls, Outcome(problem, ("Continue", pending.ReturnUrl)) with { GoesTo = pending.ReturnUrl });
            return;
        }

        await PageWriter.WriteAsync(context, urls, Outcome(problem, link: null));
    }

    private async Task FinishSessionAsync(HttpContext context, SandboxUrls urls, PendingConsent pending, System.Text.Json.Nodes.JsonObject? configuration, string? problem)
    {
        var browser = Browser.Find(context);
        if (sessions.Find(pending.SessionToken) is not { } session || browser is null || (session.Browser ?? browser) != browser)
        {
            await PageWriter.WriteAsync(context, urls, Refusals.Unknown(AppName));
            return;
        }

        await session.Gate.WaitAsync(context.RequestAborted);
        try
        {
            if (!session.IsCompleted && sessions.IsExpired(session))
            {
                await PageWriter.WriteAsync(context, urls, Refusals.Expired(AppName, session));
                return;
            }

            if (configuration is null)
            {
                PageWriter.Redirect(context, $"{urls.ConnectType(session.Token, pending.Type)}&oauth={problem}");
                return;
            }

            session.Browser = browser;
            var error = session.IsCompleted ? null : completion.Complete(session, pending.Type, configuration, detail: null);
            if (error is not null)
            {
                await PageWriter.WriteAsync(context, urls, MessagePage.Render(200, "Nothing was connected", error, AppName, link: null, session.Dark));
                return;
            }

            PageWriter.Redirect(context, urls.Done(session.Token));
        }
        finally
        {
            session.Gate.Release();
        }
    }

    private Page Outcome(string? problem, (string, string)? link) => problem is null
        ? MessagePage.Render(200, "Access was allowed", "The connection is ready. You can close this page.", AppName, link)
        : MessagePage.Render(200, "Access was denied", "Nothing was connected. You can close this page.", AppName, link);

    private bool TryRead(HttpContext context, SandboxUrls urls, string typeId, out ConnectionType? type, out AuthorizationRequest? request)
    {
        request = AuthorizationRequest.From(context.Request.Query, OAuthFlow.ClientId(typeId), urls.OAuthCallback);
        return types.TryGet(typeId, out type) && request is not null && flow.Peek(request.State) is { } pending && pending.Type == typeId;
    }
}
