using Polytomic.Connect.AspNetCore.Polytomic;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>What somebody who asked about connections is told.</summary>
internal abstract class LookupAnswer
{
    public abstract void Found(SessionTicket ticket, ListedConnection connection);

    /// <summary>The list has been gone through, or everything that was asked for was found.</summary>
    public abstract void Finish();

    public abstract void Fail(Exception exception);

    protected static void Fail<T>(TaskCompletionSource<T> source, Exception exception)
    {
        if (source.TrySetException(exception))
        {
            // Those who asked may be gone; what nobody awaits is no unobserved failure.
            _ = source.Task.Exception;
        }
    }
}

/// <summary>The connection of one session, as soon as it is found; null at the end of the list.</summary>
internal sealed class SingleAnswer : LookupAnswer
{
    private readonly TaskCompletionSource<ListedConnection?> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ListedConnection?> Task => _source.Task;

    public override void Found(SessionTicket ticket, ListedConnection connection) => _source.TrySetResult(connection);

    public override void Finish() => _source.TrySetResult(null);

    public override void Fail(Exception exception) => Fail(_source, exception);
}

/// <summary>The connections of many sessions, when the list is through.</summary>
internal sealed class ManyAnswer : LookupAnswer
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<SessionTicket, ListedConnection>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<SessionTicket, ListedConnection> _found = new(ReferenceEqualityComparer.Instance);

    public Task<IReadOnlyDictionary<SessionTicket, ListedConnection>> Task => _source.Task;

    public override void Found(SessionTicket ticket, ListedConnection connection) => _found[ticket] = connection;

    public override void Finish() => _source.TrySetResult(_found);

    public override void Fail(Exception exception) => Fail(_source, exception);
}
