using System.Collections.Concurrent;

namespace Polytomic.Connect.Sandbox.Api;

/// <summary>The first outcome of every idempotency key, errors included, for a day.</summary>
internal sealed class IdempotentOutcomes(TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    private const int MaxKeyLength = 255;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(Guid Owner, string Key), Outcome> _outcomes = new();

    public static bool IsValid(string key) => key.Length <= MaxKeyLength && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public async Task<ApiAnswer> OnceAsync(Guid owner, string key, Func<Task<ApiAnswer>> run)
    {
        Forget();
        var mine = new Outcome(time.GetUtcNow());
        var kept = _outcomes.GetOrAdd((owner, key), mine);
        if (!ReferenceEquals(kept, mine))
        {
            return kept.Answer ?? throw new ApiError(409, "conflict", "A request with this idempotency key is still under way") { RetryAfter = "1" };
        }

        try
        {
            return mine.Answer = await run();
        }
        finally
        {
            // Without an outcome (the caller went away) the key is free again.
            if (mine.Answer is null)
            {
                _outcomes.TryRemove((owner, key), out _);
            }
        }
    }

    public void Clear() => _outcomes.Clear();

    private void Forget()
    {
        var limit = time.GetUtcNow() - Kept;
        foreach (var (key, outcome) in _outcomes)
        {
            if (outcome.Answer is not null && outcome.At < limit)
            {
                _outcomes.TryRemove(key, out _);
            }
        }
    }

    private sealed class Outcome(DateTimeOffset at)
    {
        private volatile ApiAnswer? _answer;

        public DateTimeOffset At { get; } = at;

        public ApiAnswer? Answer
        {
            get => _answer;
            set => _answer = value;
        }
    }
}
