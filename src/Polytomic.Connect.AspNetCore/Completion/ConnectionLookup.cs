using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>The questions that one list answers. Questions join until the list is asked for; from then on one thread works on it.</summary>
internal sealed class ConnectionLookup
{
    private readonly Dictionary<string, Question> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Question> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<int> _hashes = [];
    private readonly List<LookupAnswer> _answers = [];
    private int _open;

    /// <summary>Asks for the connection of one session; null where there is none.</summary>
    public Task<ListedConnection?> Add(SessionTicket ticket)
    {
        var answer = new SingleAnswer();
        _answers.Add(answer);
        Add(ticket, answer);
        return answer.Task;
    }

    /// <summary>Asks for the connections of many sessions.</summary>
    public Task<IReadOnlyDictionary<SessionTicket, ListedConnection>> Add(IReadOnlyCollection<SessionTicket> tickets)
    {
        var answer = new ManyAnswer();
        _answers.Add(answer);
        _byName.EnsureCapacity(_byName.Count + tickets.Count);
        _hashes.EnsureCapacity(_hashes.Count + tickets.Count);
        foreach (var ticket in tickets)
        {
            Add(ticket, answer);
        }

        return answer.Task;
    }

    /// <summary>Whether a connection whose id and name have these hashes may be one that is asked for. <see cref="Found"/> looks closely.</summary>
    public bool LooksFor(int idHash, int nameHash) => _hashes.Contains(idHash) || _hashes.Contains(nameHash);

    /// <returns>Whether any question is left.</returns>
    public bool Found(ListedConnection connection)
    {
        Answer(_byId.GetValueOrDefault(connection.Id), connection);
        Answer(_byName.GetValueOrDefault(connection.Name), connection);
        return _open > 0;
    }

    public void Finish() => _answers.ForEach(answer => answer.Finish());

    public void Fail(Exception exception) => _answers.ForEach(answer => answer.Fail(exception));

    private void Add(SessionTicket ticket, LookupAnswer answer)
    {
        var (questions, key) = ticket.IsReconnect ? (_byId, ticket.ConnectionId!) : (_byName, ticket.ConnectionName!);
        _hashes.Add(JsonText.Hash(key));
        questions[key] = new Question(ticket, answer, questions.GetValueOrDefault(key));
        _open++;
    }

    private void Answer(Question? question, ListedConnection connection)
    {
        for (; question is not null; question = question.Next)
        {
            if (!question.IsAnswered && ConnectionMatch.Is(question.Ticket, connection))
            {
                question.IsAnswered = true;
                question.Answer.Found(question.Ticket, connection);
                if (--_open == 0)
                {
                    Finish();
                }
            }
        }
    }

    /// <param name="ticket">The session that is asked about.</param>
    /// <param name="answer">Whom to tell.</param>
    /// <param name="next">The next question about the same id or name.</param>
    private sealed class Question(SessionTicket ticket, LookupAnswer answer, Question? next)
    {
        public SessionTicket Ticket => ticket;

        public LookupAnswer Answer => answer;

        public Question? Next => next;

        public bool IsAnswered { get; set; }
    }
}
