using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Limits;
using Polytomic.Connect.AspNetCore.Requests;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary><c>POST connections/connect</c>: starts a session.</summary>
internal sealed class StartEndpoint(EndpointGate gate, VisitorCookie visitors, IntentSeal intents, SessionStarter starter)
{
    public async Task HandleAsync(HttpContext context)
    {
        var (ask, issueCookie) = await ReadAsync(context);
        var session = await starter.StartAsync(ask, context.RequestAborted);
        issueCookie?.Invoke();
        await AnswerAsync(context, session, ask.IsNavigation);
    }

    private async ValueTask<(SessionAsk Ask, Action? IssueCookie)> ReadAsync(HttpContext context)
    {
        var admission = await gate.AdmitAsync(context);
        var body = await ConnectBodyReader.ReadAsync(context.Request, admission.Caller is Caller.Own, context.RequestAborted);
        var key = IdempotencyKey.Read(context.Request.Headers);

        // A visitor without a cookie is a stranger every time: only the address tells how often such a one comes.
        var known = admission.SignedIn ?? visitors.Read(context);
        var (user, issueCookie) = known is null ? visitors.Welcome(context) : (known, null);
        var ask = new SessionAsk
        {
            User = user,
            Request = body.Intent is { } intent ? OpenIntent(intent, body, user) : ToRequest(body),
            Settings = admission.Settings,
            Services = context.RequestServices,
            HttpContext = context,
            LimitKey = known?.Key ?? RemoteAddressKey.Of(context.Connection.RemoteIpAddress),
            IsIntent = body.Intent is not null,
            IsNavigation = body.IsForm,
            IdempotencyKey = key,
        };
        return (ask, issueCookie);
    }

    private ConnectRequest OpenIntent(string intent, ConnectBody body, ConnectUser user)
    {
        var request = intents.Open(intent, user);
        request.Dark = body.Dark ?? request.Dark;
        return request;
    }

    private static ConnectRequest ToRequest(ConnectBody body) => new()
    {
        Name = body.Name,
        Type = body.Type,
        Whitelist = body.Whitelist,
        ConnectionId = body.Connection,
        RedirectUrl = body.RedirectUrl,
        Dark = body.Dark,
    };

    private static ValueTask AnswerAsync(HttpContext context, ConnectSession session, bool isNavigation)
    {
        if (isNavigation)
        {
            SeeOtherAnswer.Write(context, session.RedirectUrl);
            return default;
        }

        return JsonAnswer.WriteAsync(context, session, static (json, session) =>
        {
            json.WriteStartObject();
            json.WriteString("redirect_url"u8, session.RedirectUrl);
            json.WriteString("session"u8, session.Session);
            json.WriteEndObject();
        });
    }
}
