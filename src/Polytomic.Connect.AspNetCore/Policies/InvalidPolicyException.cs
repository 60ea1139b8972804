namespace Polytomic.Connect.AspNetCore.Policies;

/// <summary>A policy provider supplied what is no policy.</summary>
internal sealed class InvalidPolicyException(string message) : Exception(message);
