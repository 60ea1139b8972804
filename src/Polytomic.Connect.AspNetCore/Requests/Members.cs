namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>The members of the body, by their names on the wire.</summary>
internal static class Members
{
    public const string Name = "name";
    public const string Type = "type";
    public const string Whitelist = "whitelist";
    public const string RedirectUrl = "redirect_url";
    public const string Dark = "dark";
    public const string Connection = "connection";
    public const string Intent = "intent";

    public static readonly string[] All = [Name, Type, Whitelist, RedirectUrl, Dark, Connection, Intent];
}
