using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary>Keeps all that is logged, exceptions and scopes' texts included.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public string All => string.Join('\n', _entries.Select(entry => $"{entry.Level} {entry.Category} [{entry.Id}] {entry.Text}"));

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            entries.Enqueue(new(LogLevel.Trace, category, 0, "scope: " + state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue(new(logLevel, category, eventId.Id, formatter(state, exception) + (exception is null ? "" : "\n" + exception)) { Values = Structured(state) });

        /// <summary>What a structured log keeps besides the text.</summary>
        private static string Structured(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
            ? string.Join(' ', values.Select(value => $"{value.Key}={(value.Value is IEnumerable<string> texts ? string.Join(',', texts) : value.Value)}"))
            : "";
    }
}

internal sealed record LogEntry(LogLevel Level, string Category, int Id, string Text)
{
    public string Values { get; init; } = "";
}
