using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Completion;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary><c>GET connect_status?session=</c>: how a session stands, by asking Polytomic.</summary>
internal sealed class StatusEndpoint(EndpointGate gate, VisitorCookie visitors, SessionSeal seal, SessionCompleter completer)
{
    public async Task HandleAsync(HttpContext context)
    {
        var admission = await gate.AdmitAsync(context);
        var user = admission.SignedIn ?? visitors.Read(context) ?? throw SessionSeal.Unknown();
        var sealedSession = context.Request.Query["session"];
        if (sealedSession.Count != 1)
        {
            throw new PolytomicConnectException(ErrorCodes.InvalidRequest, "\"session\" is required, once.");
        }

        var ticket = seal.Open(sealedSession.ToString(), user);
        var outcome = await completer.LookAsync(ticket, context.User, user.Id, admission.Settings, context.RequestServices, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, outcome, Write);
    }

    private static void Write(Utf8JsonWriter json, SessionOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, outcome.Status switch
        {
            SessionStatus.Connected => "connected"u8,
            SessionStatus.Expired => "expired"u8,
            _ => "pending"u8,
        });
        if (outcome.Connection is { } connection)
        {
            json.WriteStartObject("connection"u8);
            json.WriteString("id"u8, connection.Id);
            json.WriteString("name"u8, connection.Name);
            json.WriteString("type"u8, connection.Type);
            json.WriteString("status"u8, connection.Status);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
