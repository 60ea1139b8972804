namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>Which policies of a <see cref="PolicySet"/> apply, as one bit each.</summary>
internal readonly struct PolicyCombination(int policies) : IEquatable<PolicyCombination>
{
    /// <summary>Of no policies.</summary>
    public static PolicyCombination None { get; } = new(0);

    private readonly ulong[] _bits = policies == 0 ? [] : new ulong[(policies + 63) / 64];

    public bool this[int policy]
    {
        get => (_bits[policy >> 6] & (1UL << policy)) != 0;
        set => _bits[policy >> 6] = value ? _bits[policy >> 6] | (1UL << policy) : _bits[policy >> 6] & ~(1UL << policy);
    }

    public bool Equals(PolicyCombination other) => _bits.AsSpan().SequenceEqual(other._bits);

    public override bool Equals(object? obj) => obj is PolicyCombination other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var bits in _bits)
        {
            hash.Add(bits);
        }

        return hash.ToHashCode();
    }
}
