using System.Diagnostics;

namespace Polytomic.Connect.AspNetCore.Completion;

/// <summary>
/// Work that several requests share and none has to outlast. It runs on no request's thread and in no request's context, only in the
/// trace of the one that happened to be the first.
/// </summary>
internal static class Detached
{
    public static Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    public static Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var trace = Activity.Current;
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() =>
            {
                Activity.Current = trace;
                return work();
            });
        }
    }
}
