using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Polytomic;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

public class UpstreamCircuitTests
{
    private static readonly PolytomicAnswer Failure = new(500);
    private static readonly PolytomicAnswer Success = new(200);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly UpstreamCircuit _circuit;

    public UpstreamCircuitTests() => _circuit = new UpstreamCircuits(_time, NullLogger<UpstreamCircuits>.Instance).Create();

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task A_call_that_began_before_it_opened_does_not_close_it(int secondsLater)
    {
        await OpenAsync();
        _time.Advance(TimeSpan.FromSeconds(secondsLater));

        await _circuit.NoteAsync(Success);

        Assert.False(_circuit.IsClosed);
    }

    [Fact]
    public async Task The_first_call_that_succeeds_when_it_may_be_tried_again_closes_it()
    {
        await OpenAsync();
        _time.Advance(TimeSpan.FromSeconds(6));

        var outcome = await _circuit.TryAsync(static answer => ValueTask.FromResult(answer), Success, TestContext.Current.CancellationToken);

        Assert.Same(Success, outcome.Result);
        Assert.True(_circuit.IsClosed);
    }

    private async Task OpenAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.True(_circuit.IsClosed);
            await _circuit.NoteAsync(Failure);
        }

        Assert.False(_circuit.IsClosed);
    }
}
