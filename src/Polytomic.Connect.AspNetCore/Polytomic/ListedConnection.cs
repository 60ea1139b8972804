namespace Polytomic.Connect.AspNetCore.Polytomic;

/// <summary>A connection as Polytomic shows it: what is needed to verify one.</summary>
internal sealed record ListedConnection(
    string Id, string Name, string? Type, string? OrganizationId, string? Status, bool? Saved, DateTimeOffset? CreatedAt, string? UpdatedAt)
{
    /// <summary>When it was last changed, as a moment; null where Polytomic does not say.</summary>
    public DateTimeOffset? UpdatedAtMoment => DateTimeOffset.TryParse(
        UpdatedAt, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    public bool BelongsTo(string? organizationId) =>
        organizationId is null || string.Equals(OrganizationId, organizationId, StringComparison.OrdinalIgnoreCase);
}
