using System.Security.Claims;

namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>
/// Finds the conditions that a user meets from what the user has, in one pass over the claims: the effort grows with the claims,
/// not with the policies. Conditions are numbered in the order in which they were added.
/// </summary>
internal sealed class ConditionIndex
{
    private readonly Dictionary<string, List<int>> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, List<int>>> _claims = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public void AddRoles(IEnumerable<string> anyOf) => Add(_roles, anyOf);

    public void AddUsers(IEnumerable<string> anyOf) => Add(_users, anyOf);

    public void AddClaim(string type, IEnumerable<string> anyOf)
    {
        if (!_claims.TryGetValue(type, out var values))
        {
            _claims[type] = values = new(StringComparer.Ordinal);
        }

        Add(values, anyOf);
    }

    /// <summary>Marks the conditions that the user's authenticated identities meet.</summary>
    public void Mark(ClaimsPrincipal user, string? userId, Span<bool> met)
    {
        if (Count == 0)
        {
            return;
        }

        if (userId is not null)
        {
            Mark(_users, userId, met);
        }

        if (_roles.Count == 0 && _claims.Count == 0)
        {
            return;
        }

        var allAuthenticated = true;
        foreach (var identity in user.Identities)
        {
            if (identity.IsAuthenticated)
            {
                Mark(identity, met);
            }
            else
            {
                allAuthenticated = false;
            }
        }

        // Principals of Windows and others of their own make know roles that are no claims.
        if (user.GetType() != typeof(ClaimsPrincipal) && allAuthenticated)
        {
            foreach (var role in _roles.Keys.Where(user.IsInRole))
            {
                Mark(_roles, role, met);
            }
        }
    }

    private void Mark(ClaimsIdentity identity, Span<bool> met)
    {
        // As ClaimsIdentity.HasClaim compares, on which IsInRole builds; kinds that override it are stricter.
        var comparison = identity.GetType() == typeof(ClaimsIdentity) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var roleClaimType = identity.RoleClaimType;
        foreach (var claim in identity.Claims)
        {
            if (string.Equals(claim.Type, roleClaimType, comparison))
            {
                Mark(_roles, claim.Value, met);
            }

            if (_claims.TryGetValue(claim.Type, out var values))
            {
                Mark(values, claim.Value, met);
            }
        }
    }

    private static void Mark(Dictionary<string, List<int>> index, string value, Span<bool> met)
    {
        if (index.TryGetValue(value, out var conditions))
        {
            foreach (var condition in conditions)
            {
                met[condition] = true;
            }
        }
    }

    private void Add(Dictionary<string, List<int>> index, IEnumerable<string> anyOf)
    {
        foreach (var value in anyOf)
        {
            if (!index.TryGetValue(value, out var conditions))
            {
                index[value] = conditions = [];
            }

            conditions.Add(Count);
        }

        Count++;
    }
}
