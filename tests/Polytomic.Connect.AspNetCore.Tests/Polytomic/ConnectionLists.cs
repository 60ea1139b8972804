using System.Text.Json.Nodes;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

/// <summary>A Polytomic that starts sessions as it should; what it says when its connections are asked for is a test's.</summary>
internal static class ConnectionLists
{
    /// <param name="list">Is given the connection that the last session asked for, as JSON.</param>
    public static RawPolytomic Polytomic(Func<RawExchange, string, Task> list)
    {
        var made = "";
        return new RawPolytomic(exchange =>
        {
            if (exchange.Request.Body.Length == 0)
            {
                return list(exchange, made);
            }

            made = Connection("c-1", JsonNode.Parse(exchange.Request.Body)!["name"]!.GetValue<string>());
            return exchange.AnswerAsync("200 OK", $$$"""{"data":{"redirect_url":"{{{Misbehaviour.ModalAddress}}}"}}""");
        });
    }

    public static string Connection(string id, string name, string configuration = "{}") => $$"""
        {"id":"{{id}}","name":"{{name}}","type":{"id":"postgresql"},"status":"healthy","saved":true,"configuration":{{configuration}},
        "created_at":"{{DateTimeOffset.UtcNow:O}}","updated_at":"{{DateTimeOffset.UtcNow:O}}"}
        """;

    public static Dictionary<string, string?> Settings() => new()
    {
        ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
        ["PolytomicConnect:ModalOrigins:0"] = "https://modal.example",
    };
}
