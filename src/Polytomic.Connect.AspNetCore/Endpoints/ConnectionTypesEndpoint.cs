using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Sessions;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary><c>GET connection_types</c>: what this user may connect.</summary>
internal sealed class ConnectionTypesEndpoint(EndpointGate gate, AllowedConnectionTypes types)
{
    public async Task HandleAsync(HttpContext context)
    {
        var admission = await gate.AdmitAsync(context);
        var user = admission.SignedIn ?? new ConnectUser(context.User, null, default);
        var allowed = await types.GetAsync(user, admission.Settings, context.RequestServices, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, allowed, Write);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ConnectionType> types)
    {
        json.WriteStartArray();
        foreach (var type in types)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, type.Id);
            json.WriteString("name"u8, type.Name);
            json.WriteString("logo_url"u8, type.LogoUrl);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
