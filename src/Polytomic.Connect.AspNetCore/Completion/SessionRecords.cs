using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>This node's records, for longer than anybody can still complete their sessions. Bounded: the oldest go first.</summary>
internal sealed class SessionRecords(TimeProvider time)
{
    public const int Most = 100_000;

    /// <summary>How long a session is remembered after its end.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly Dictionary<Guid, SessionRecord> _records = [];
    private readonly Queue<SessionRecord> _order = new();

    public int Count
    {
        get
        {
            lock (_records)
            {
                return _records.Count;
            }
        }
    }

    public SessionRecord? Find(Guid id)
    {
        lock (_records)
        {
            return _records.GetValueOrDefault(id);
        }
    }

    public SessionRecord GetOrAdd(SessionTicket ticket)
    {
        lock (_records)
        {
            if (!_records.TryGetValue(ticket.Id, out var record))
            {
                MakeRoom();
                _records[ticket.Id] = record = new SessionRecord(ticket.Id, ticket.ExpiresAt + Kept);
                _order.Enqueue(record);
            }

            return record;
        }
    }

    private void MakeRoom()
    {
        var now = time.GetUtcNow();
        while (_order.TryPeek(out var oldest) && (_order.Count >= Most || oldest.KeptUntil < now))
        {
            _order.Dequeue();
            _records.Remove(oldest.Id);
        }
    }
}
