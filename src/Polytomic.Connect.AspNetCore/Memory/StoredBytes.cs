namespace Polytomic.Connect.AspNetCore.Memory;

/// <summary>Where a <see cref="CellStore"/> keeps bytes, and how many.</summary>
internal readonly record struct StoredBytes(int FirstCell, int Length);
