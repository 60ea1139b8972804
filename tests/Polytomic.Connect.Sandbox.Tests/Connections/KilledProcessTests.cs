using System.Diagnostics;
using Polytomic.Connect.Sandbox.Connections;

namespace Polytomic.Connect.Sandbox.Tests.Connections;

public sealed class KilledProcessTests : IDisposable
{
    private const int Rounds = 50;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-killed-");

    [Fact]
    public Task A_kill_at_any_moment_leaves_the_old_or_the_new_state() => Parallel.ForEachAsync(
        Enumerable.Range(0, Rounds),
        new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken },
        async (round, cancellationToken) =>
        {
            var random = new Random(round);
            var path = Path.Combine(_folder.FullName, $"{round}.json");
            await using var writer = WriterProcess.Start(path);
            var written = 0;
            for (var until = random.Next(1, 8); written < until;)
            {
                written = Assert.NotNull(await writer.WrittenAsync(cancellationToken));
            }

            // Somewhere within the next writes.
            var moment = TimeSpan.FromMicroseconds(random.Next(3000));
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < moment;)
            {
                Thread.SpinWait(10);
            }

            writer.Kill();
            while (await writer.WrittenAsync(cancellationToken) is { } more)
            {
                written = more;
            }

            await writer.DisposeAsync();
            Assert.InRange(WriterProcess.StateOf(path), written, written + 1);
        });

    [Fact]
    public async Task A_second_process_is_told_until_the_first_one_is_gone()
    {
        var path = Path.Combine(_folder.FullName, "shared.json");
        await using var writer = WriterProcess.Start(path);
        await writer.WrittenAsync(TestContext.Current.CancellationToken);

        var error = Assert.Throws<InvalidOperationException>(() => ConnectionFile.Open(path));
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);

        await writer.DisposeAsync();
        Assert.True(WriterProcess.StateOf(path) > 0);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
