using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>The questions that one list answers. Questions join until the list is asked for; from then on one thread works on it.</summary>
internal sealed class ConnectionLookup
{
    private readonly Dictionary<string, List<Question>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Question>> _byName = new(StringComparer.Ordinal);
    private int _open;

    private sealed record Question(SessionTicket Ticket, TaskCompletionSource<ListedConnection?> Answer);

    public Task<ListedConnection?> Add(SessionTicket ticket)
    {
        var question = new Question(ticket, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var (questions, key) = ticket.IsReconnect ? (_byId, ticket.ConnectionId!) : (_byName, ticket.ConnectionName!);
        if (!questions.TryGetValue(key, out var same))
        {
            questions[key] = same = [];
        }

        same.Add(question);
        _open++;
        return question.Answer.Task;
    }

    public bool LooksFor(string? id, string? name) =>
        (id is not null && _byId.ContainsKey(id)) || (name is not null && _byName.ContainsKey(name));

    /// <returns>Whether any question is left.</returns>
    public bool Found(ListedConnection connection)
    {
        Answer(_byId, connection.Id, connection);
        Answer(_byName, connection.Name, connection);
        return _open > 0;
    }

    public void Finish() => ForEachOpen(answer => answer.TrySetResult(null));

    public void Fail(Exception exception) => ForEachOpen(answer => answer.TrySetException(exception));

    private void Answer(Dictionary<string, List<Question>> questions, string key, ListedConnection connection)
    {
        if (!questions.TryGetValue(key, out var same))
        {
            return;
        }

        foreach (var question in same)
        {
            if (ConnectionMatch.Is(question.Ticket, connection) && question.Answer.TrySetResult(connection))
            {
                _open--;
            }
        }
    }

    private void ForEachOpen(Func<TaskCompletionSource<ListedConnection?>, bool> end)
    {
        foreach (var questions in new[] { _byId, _byName })
        {
            foreach (var question in questions.Values.SelectMany(same => same))
            {
                if (end(question.Answer))
                {
                    // Those who asked may be gone; what nobody awaits is no unobserved failure.
                    _ = question.Answer.Task.Exception;
                }
            }
        }
    }
}
