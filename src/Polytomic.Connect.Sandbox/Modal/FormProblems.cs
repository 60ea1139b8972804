namespace Polytomic.Connect.Sandbox.Modal;

/// <summary>What is wrong with a form: above it, and beside its fields by their names.</summary>
internal sealed record FormProblems(string? Title, string? Message, IReadOnlyDictionary<string, string> Fields)
{
    public static FormProblems None { get; } = new(null, null, new Dictionary<string, string>());

    public static FormProblems Of(string title, string message) => new(title, message, new Dictionary<string, string>());
}
