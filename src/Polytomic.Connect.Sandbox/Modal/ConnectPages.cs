using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Polytomic.Connect.Sandbox.Catalogue;
using Polytomic.Connect.Sandbox.Connections;
using Polytomic.Connect.Sandbox.Forms;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.OAuth;
using Polytomic.Connect.Sandbox.Sessions;
using Polytomic.Connect.Sandbox.Testers;

namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>The modal: pick, fill in, try, done.</summary>
internal sealed class ConnectPages(
    ConnectionTypes types,
    ConnectionStore store,
    ConnectSessions sessions,
    ConnectionTests tests,
    OAuthFlow oauth,
    SessionCompletion completion,
    CsrfTokens csrf,
    IOptions<PolytomicSandboxOptions> options)
{
    private string AppName => options.Value.AppName!;

    public Task ShowAsync(HttpContext context, SandboxUrls urls)
    {
        var browser = Browser.FindOrCreate(context, urls);
        if (!TryFind(context, browser, out var session, out var refusal))
        {
            return PageWriter.WriteAsync(context, urls, refusal!);
        }

        var allowed = Allowed(session!);
        if (Chosen(context, session!) is not { } type)
        {
            return PageWriter.WriteAsync(context, urls, PickerPage.Render(session!, allowed, context.Request.Query["q"].ToString().Trim(), urls, AppName));
        }

        var problem = context.Request.Query["oauth"].ToString();
        if (type.UsesOAuth && !type.HasForm && problem.Length == 0)
        {
            PageWriter.Redirect(context, oauth.StartForSession(session!, type.Id, Stored(session!) ?? [], urls));
            return Task.CompletedTask;
        }

        var problems = problem switch
        {
            "denied" => FormProblems.Of("Access was denied", $"{type.Name} was told not to allow the access, so nothing was connected. You can try again."),
            "failed" => FormProblems.Of("That took too long", $"{type.Name} did not accept the answer any more. Please try again."),
            _ => FormProblems.None,
        };
        var state = Stored(session!) is { } stored ? FormState.ForStored(type.Schema, stored) : FormState.ForNew(type.Schema);
        return ShowFormAsync(context, urls, session!, type, state, problems, browser);
    }

    public async Task SubmitAsync(HttpContext context, SandboxUrls urls)
    {
        var browser = Browser.Find(context);
        if (!TryFind(context, browser, out var session, out var refusal) || Chosen(context, session!) is not { } type)
        {
            await PageWriter.WriteAsync(context, urls, refusal ?? MessagePage.Render(400, "Nothing was chosen", "Please go back and choose what to connect.", AppName));
            return;
        }

        if (await PostedForm.ReadAsync(context) is not { } form || !csrf.IsValid(form[ControlNames.Csrf], browser, session!.Token))
        {
            var link = ("Try again", urls.ConnectType(session!.Token, type.Id));
            await PageWriter.WriteAsync(context, urls, MessagePage.Render(400, "This form cannot be used", "It does not belong to this browser, or cookies are off. Nothing was connected.", AppName, link, session.Dark));
            return;
        }

        await session.Gate.WaitAsync(context.RequestAborted);
        try
        {
            session.Browser ??= browser;
            if (session.IsCompleted)
            {
                PageWriter.Redirect(context, urls.Done(session.Token));
                return;
            }

            await TryAsync(context, urls, session, type, form, browser!);
        }
        finally
        {
            session.Gate.Release();
        }
    }

    public Task ShowDoneAsync(HttpContext context, SandboxUrls urls)
    {
        var session = sessions.Find(context.Request.Query["token"]);
        if (session is { CompletedAs: { } id } && session.Browser == Browser.Find(context))
        {
            var typeName = store.Find(session.Owner, id) is { } connection && types.TryGet(connection.Type, out var type) ? type.Name : "It";
            return PageWriter.WriteAsync(context, urls, DonePage.Render(session, typeName, AppName));
        }

        return PageWriter.WriteAsync(context, urls, Refusals.Unknown(AppName));
    }

    private async Task TryAsync(HttpContext context, SandboxUrls urls, ConnectSession session, ConnectionType type, IFormCollection form, string browser)
    {
        var stored = Stored(session);
        var state = FormState.ForPosted(type.Schema, form, stored);
        if (state.IsOfRows)
        {
            await ShowFormAsync(context, urls, session, type, state, FormProblems.None, browser);
            return;
        }

        var (configuration, errors) = await FormReader.ReadAsync(type.Schema, form, stored, context.RequestAborted);
        if (errors.Count > 0)
        {
            var message = errors.Count == 1 ? errors.Values.First() : $"{errors.Count} fields need another look.";
            await ShowFormAsync(context, urls, session, type, state, new FormProblems("Please check the form", message, errors), browser);
            return;
        }

        var outcome = await tests.RunAsync(type, configuration, context.RequestAborted);
        var error = outcome.Error;
        if (error is null && type.UsesOAuth)
        {
            PageWriter.Redirect(context, oauth.StartForSession(session, type.Id, configuration, urls));
            return;
        }

        error ??= completion.Complete(session, type.Id, configuration, outcome.Detail);
        if (error is not null)
        {
            await ShowFormAsync(context, urls, session, type, state, FormProblems.Of($"{type.Name} could not be connected", error), browser);
            return;
        }

        PageWriter.Redirect(context, urls.Done(session.Token));
    }

    private Task ShowFormAsync(HttpContext context, SandboxUrls urls, ConnectSession session, ConnectionType type, FormState state, FormProblems problems, string browser) =>
        PageWriter.WriteAsync(context, urls, FormPage.Render(session, type, state, problems, csrf.Create(browser, session.Token), urls, AppName));

    private bool TryFind(HttpContext context, string? browser, out ConnectSession? session, out Page? refusal)
    {
        session = sessions.Find(context.Request.Query["token"]);
        refusal = session switch
        {
            null => Refusals.Unknown(AppName),
            { IsCompleted: true } when HttpMethods.IsPost(context.Request.Method) && session.Browser == browser => null,
            { IsCompleted: true } => Refusals.Used(AppName, session),
            _ when sessions.IsExpired(session) => Refusals.Expired(AppName, session),
            { Browser: { } other } when other != browser => Refusals.Elsewhere(AppName, session),
            _ => null,
        };
        return refusal is null;
    }

    private ConnectionType? Chosen(HttpContext context, ConnectSession session)
    {
        var allowed = Allowed(session);
        var id = context.Request.Query["type"].ToString();
        return allowed.Count == 1 ? allowed[0] : allowed.FirstOrDefault(t => t.Id == id);
    }

    private List<ConnectionType> Allowed(ConnectSession session) => [.. types.All.Where(t => session.Types.Contains(t.Id))];

    private JsonObject? Stored(ConnectSession session) =>
        session.ConnectionId is { } id ? store.Find(session.Owner, id)?.Configuration : null;
}
