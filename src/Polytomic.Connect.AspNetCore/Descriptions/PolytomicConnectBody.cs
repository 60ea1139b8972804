using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>The body of <c>POST connections/connect</c> as it is described. It is read by <c>JsonConnectBody</c>, never through this.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed class PolytomicConnectBody
{
    [JsonPropertyName("name"), StringLength(200, MinimumLength = 1), Description("What the new connection is called. Required, except for a reconnect or an intent.")]
    public string Name { get; init; } = "";

    [JsonPropertyName("type"), Description("The one integration to connect, by its id.")]
    public string Type { get; init; } = "";

    [JsonPropertyName("whitelist"), Description("The integrations to choose from, by their ids; those that are not allowed are left out. Without type and whitelist: everything that the user may connect.")]
    public string[] Whitelist { get; init; } = [];

    [JsonPropertyName("redirect_url"), Description("An absolute URL to send the user to in the end, on the application's own origin or an allowed one.")]
    public string RedirectUrl { get; init; } = "";

    [JsonPropertyName("dark"), Description("Whether the modal is dark.")]
    public bool Dark { get; init; }

    [JsonPropertyName("connection"), Description("The connection to reconnect, by its id; then there is no name, type or whitelist.")]
    public string Connection { get; init; } = "";

    [JsonPropertyName("intent"), Description("What a button of the application's pages sealed for this user; then there is nothing else but dark.")]
    public string Intent { get; init; } = "";
}
