namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>What an address answered.</summary>
internal sealed record FetchedPage(Uri Url, int Status, string? Reason, string? MediaType, string Text)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public string StatusLine => string.IsNullOrEmpty(Reason) ? $"{Status}" : $"{Status} {Reason}";
}
