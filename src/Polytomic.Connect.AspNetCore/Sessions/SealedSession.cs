namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>A session and its seal.</summary>
/// <param name="Text">The seal.</param>
/// <param name="Content">What was sealed: the session as <see cref="SessionContent"/> writes it, which may be less than was given.</param>
internal readonly record struct SealedSession(string Text, byte[] Content);
