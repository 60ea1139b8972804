using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Limits;

namespace Polytomic.Connect.AspNetCore.Tests.Limits;

public class SessionLimiterTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SessionLimiter _limiter;

    public SessionLimiterTests() => _limiter = new SessionLimiter(_time);

    [Fact]
    public void A_window_opens_with_the_first_session_and_says_exactly_when_it_ends()
    {
        var limit = new ConnectRateLimit { PermitLimit = 3, Window = 30 * _second };
        Assert.True(_limiter.TryAcquire(1, limit, out var retryAfter));
        Assert.Equal(TimeSpan.Zero, retryAfter);
        _time.Advance(7 * _second);
        Assert.True(_limiter.TryAcquire(1, limit, out _));
        Assert.True(_limiter.TryAcquire(1, limit, out _));

        Assert.False(_limiter.TryAcquire(1, limit, out retryAfter));
        Assert.Equal(23 * _second, retryAfter);
        _time.Advance((23 * _second) - TimeSpan.FromTicks(1));
        Assert.False(_limiter.TryAcquire(1, limit, out retryAfter));
        Assert.Equal(TimeSpan.FromTicks(1), retryAfter);

        _time.Advance(retryAfter);
        Assert.Equal(3, Enumerable.Range(0, 9).Count(_ => _limiter.TryAcquire(1, limit, out retryAfter)));
        Assert.Equal(30 * _second, retryAfter);
    }

    [Fact]
    public void Keys_do_not_share_permits()
    {
        var limit = new ConnectRateLimit { PermitLimit = 1 };
        Assert.True(_limiter.TryAcquire(1, limit, out _));
        Assert.True(_limiter.TryAcquire(2, limit, out _));
        Assert.True(_limiter.TryAcquire(UInt128.MaxValue, limit, out _));
        Assert.False(_limiter.TryAcquire(1, limit, out _));
    }

    [Fact]
    public void Zero_switches_it_off_and_remembers_nobody()
    {
        var limit = new ConnectRateLimit { PermitLimit = 0 };
        Assert.All(Enumerable.Range(0, 1_000), key => Assert.True(_limiter.TryAcquire((UInt128)key, limit, out _)));
        Assert.Equal(0, _limiter.Count);
    }

    [Fact]
    public void A_changed_limit_counts_what_was_used_before()
    {
        var minute = TimeSpan.FromMinutes(1);
        Assert.True(_limiter.TryAcquire(1, new() { PermitLimit = 2, Window = minute }, out _));
        Assert.True(_limiter.TryAcquire(1, new() { PermitLimit = 2, Window = minute }, out _));
        Assert.False(_limiter.TryAcquire(1, new() { PermitLimit = 2, Window = minute }, out _));

        Assert.True(_limiter.TryAcquire(1, new() { PermitLimit = 3, Window = minute }, out _));
        Assert.False(_limiter.TryAcquire(1, new() { PermitLimit = 1, Window = minute }, out _));

        _time.Advance(10 * _second);
        Assert.False(_limiter.TryAcquire(1, new() { PermitLimit = 1, Window = 2 * minute }, out var retryAfter));
        Assert.Equal(110 * _second, retryAfter);
        Assert.True(_limiter.TryAcquire(1, new() { PermitLimit = 1, Window = 10 * _second }, out _));
    }

    [Fact]
    public void A_million_keys_are_forgotten_oldest_first()
    {
        var limit = new ConnectRateLimit { PermitLimit = 1 };
        for (var key = 0; key < 1_000_000; key++)
        {
            _time.Advance(TimeSpan.FromTicks(1));
            Assert.True(_limiter.TryAcquire((UInt128)key, limit, out _));
        }

        Assert.Equal(SessionLimiter.MostKeys, _limiter.Count);
        Assert.False(_limiter.TryAcquire(999_999, limit, out _));
        Assert.False(_limiter.TryAcquire(1_000_000 - SessionLimiter.MostKeys, limit, out _));
        Assert.True(_limiter.TryAcquire(999_999 - SessionLimiter.MostKeys, limit, out _));
    }

    [Fact]
    public void Once_it_is_full_new_keys_take_no_more_memory()
    {
        var limit = new ConnectRateLimit();
        Acquire(0, 2 * SessionLimiter.MostKeys);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Acquire(2 * SessionLimiter.MostKeys, 1_000_000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(SessionLimiter.MostKeys, _limiter.Count);

        void Acquire(int first, int end)
        {
            for (var key = first; key < end; key++)
            {
                _limiter.TryAcquire((UInt128)key, limit, out _);
            }
        }
    }

    [Fact]
    public void Windows_that_ended_go_before_those_that_did_not()
    {
        var limit = new ConnectRateLimit { PermitLimit = 1, Window = 60 * _second };
        for (var key = 0; key < 1_000; key++)
        {
            _limiter.TryAcquire((UInt128)key, limit, out _);
        }

        _time.Advance(60 * _second);
        for (var key = 1_000; key < 2_000; key++)
        {
            _limiter.TryAcquire((UInt128)key, limit, out _);
        }

        Assert.Equal(1_000, _limiter.Count);
        Assert.All(Enumerable.Range(1_000, 1_000), key => Assert.False(_limiter.TryAcquire((UInt128)key, limit, out _)));
    }

    [Fact]
    public void A_key_that_comes_back_again_and_again_is_kept()
    {
        var limit = new ConnectRateLimit { PermitLimit = 1, Window = 10 * _second };
        for (var round = 0; round < 1_000; round++)
        {
            Assert.True(_limiter.TryAcquire(1, limit, out _));
            Assert.False(_limiter.TryAcquire(1, limit, out _));
            _time.Advance(10 * _second);
        }

        Assert.Equal(1, _limiter.Count);
    }

    [Fact]
    public async Task Threads_never_get_more_than_the_limit()
    {
        var limit = new ConnectRateLimit { PermitLimit = 1_000 };
        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            Enumerable.Range(0, 20_000).Count(i => _limiter.TryAcquire((UInt128)(i % 10), limit, out _)))));
        Assert.Equal(10_000, granted.Sum());
    }
}
