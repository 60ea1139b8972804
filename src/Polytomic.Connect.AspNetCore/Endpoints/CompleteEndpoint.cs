using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Pages;
using Polytomic.Connect.AspNetCore.Principals;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary><c>GET connect_complete?state=</c>: where the user lands when the modal is done. Nothing in the query is believed.</summary>
internal sealed class CompleteEndpoint(
    CurrentSettings settings, EndpointGate gate, VisitorCookie visitors, SessionSeal seal, SessionCompleter completer, ConnectAddresses addresses)
{
    private const int MostLooks = 5;

    public async Task HandleAsync(HttpContext context)
    {
        var taken = settings.Value;
        var state = context.Request.Query["state"].ToString();
        var visit = CompletionVisit.Read(context.Request.Query);
        ConnectUser user;
        SessionTicket ticket;
        try
        {
            user = await gate.AdmitArrivalAsync(context, taken) ?? visitors.Read(context) ?? throw SessionSeal.Unknown();
            ticket = seal.Open(state, user);
        }
        catch (PolytomicConnectException) when (visit.IsArrival && !context.User.IsSignedIn())
        {
            // The user comes from another site, and a SameSite=Strict cookie stays at home then. From our own page it comes along.
            await ConnectPages.ReloadOnce(context, Again(context, taken, state, visit)).WriteAsync(context, Prefix(context, taken));
            return;
        }

        var outcome = await completer.LookAsync(ticket, context.User, user.Id, taken, context.RequestServices, context.RequestAborted);
        await AnswerAsync(context, taken, state, visit, ticket, outcome);
    }

    private Task AnswerAsync(HttpContext context, ConnectSettings taken, string state, CompletionVisit visit, SessionTicket ticket, SessionOutcome outcome)
    {
        var returnUrl = ticket.ReturnUrl ?? Home(context, taken);
        switch (outcome.Status)
        {
            case SessionStatus.Connected when ticket.IsNavigation:
                SeeOtherAnswer.Write(context, returnUrl);
                return Task.CompletedTask;
            case SessionStatus.Connected:
                return ConnectPages.Connected(context, state, returnUrl).WriteAsync(context, Prefix(context, taken));
            case SessionStatus.Pending:
                var again = visit.Looks < MostLooks ? Again(context, taken, state, visit) : null;
                return ConnectPages.Pending(context, returnUrl, again).WriteAsync(context, Prefix(context, taken));
            default:
                throw new PolytomicConnectException(ErrorCodes.SessionInvalid, "This session is over. Please start again.");
        }
    }

    private string Again(HttpContext context, ConnectSettings taken, string state, CompletionVisit visit) =>
        addresses.GetPath(context, ConnectEndpoint.Complete, taken) + "?state=" + Uri.EscapeDataString(state) + visit.Next().ToQuery();

    private string Prefix(HttpContext context, ConnectSettings taken) => addresses.GetPrefix(context, taken);

    private static string Home(HttpContext context, ConnectSettings taken) => ConnectAddresses.GetPathBase(context, taken) + "/";
}
