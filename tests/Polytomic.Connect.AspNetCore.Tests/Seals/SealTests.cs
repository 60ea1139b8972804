using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using Polytomic.Connect.AspNetCore.Seals;

namespace Polytomic.Connect.AspNetCore.Tests.Seals;

public class SealTests
{
    private static readonly byte[] _content = Encoding.UTF8.GetBytes("what is sealed");

    private readonly EphemeralDataProtectionProvider _dataProtection = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Another_node_opens_it()
    {
        var text = Node().Close(_content);

        Assert.Equal(_content, Node().Open(text));
    }

    [Fact]
    public void It_opens_long_after_it_was_closed()
    {
        var (node, other) = (Node(), Node());
        var text = node.Close(_content);
        other.Open(text);

        _time.Advance(TimeSpan.FromHours(12));
        node.Close(_content);

        Assert.Equal(_content, node.Open(text));
        Assert.Equal(_content, other.Open(text));
    }

    [Fact]
    public void A_key_that_Data_Protection_revoked_opens_nothing_after_a_few_minutes()
    {
        var protector = new Revocable(_dataProtection);
        var node = new Seal(protector, _time, "Test");
        var text = node.Close(_content);
        protector.IsRevoked = true;

        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Null(node.Open(text));
    }

    [Fact]
    public void No_two_seals_of_the_same_are_the_same()
    {
        var node = Node();

        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => node.Close(_content)).Distinct().Count());
    }

    [Fact]
    public void Another_purpose_or_another_application_does_not_open_it()
    {
        var text = Node().Close(_content);

        Assert.Null(new Seal(_dataProtection, _time, "Another").Open(text));
        Assert.Null(new Seal(new EphemeralDataProtectionProvider(), _time, "Test").Open(text));
    }

    [Fact]
    public void Many_threads_may_close_and_open_at_once()
    {
        var (node, other) = (Node(), Node());

        Parallel.For(0, 10_000, i =>
        {
            var content = BitConverter.GetBytes(i);
            Assert.Equal(content, other.Open(node.Close(content)));
        });
    }

    private Seal Node() => new(_dataProtection, _time, "Test");

    private sealed class Revocable(IDataProtectionProvider provider) : IDataProtectionProvider, IDataProtector
    {
        private readonly IDataProtector _protector = provider.CreateProtector("Revocable");

        public bool IsRevoked { get; set; }

        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => _protector.Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) =>
            IsRevoked ? throw new System.Security.Cryptography.CryptographicException() : _protector.Unprotect(protectedData);
    }
}
