namespace MvcSample.Tests.Widget;

/// <summary>What the host knows about one started session.</summary>
public sealed class WidgetSession(string id)
{
    private int asked;

    public string Id { get; } = id;

    /// <summary><c>pending</c>, <c>connected</c> or <c>expired</c>.</summary>
    public string Status { get; set; } = "pending";

    public int Asked => Volatile.Read(ref asked);

    public void CountQuestion() => Interlocked.Increment(ref asked);
}
