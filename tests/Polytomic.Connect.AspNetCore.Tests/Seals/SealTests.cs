using Microsoft.AspNetCore.DataProtection;
using Polytomic.Connect.AspNetCore.Seals;

namespace Polytomic.Connect.AspNetCore.Tests.Seals;

public class SealTests
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \n%\0é";

    /// <summary>Hands out what it is given, so that nothing but the spelling decides: real seals would not open for other reasons.</summary>
    private readonly Seal _open = new(new Unprotected(), "Test");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(102)]
    public void A_seal_has_one_spelling(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var text = _open.Close(content);
        Assert.Equal(content, _open.Open(text));

        foreach (var character in Characters)
        {
            // What opens is another content, and spelled as that one is.
            foreach (var other in new[] { text[..^1] + character, character + text[1..], text + character, text + character + character, text[..1] + character + text[1..] })
            {
                if (_open.Open(other) is { } opened)
                {
                    Assert.Equal(other, _open.Close(opened));
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AAAAA")]
    [InlineData("====")]
    public void What_no_seal_is_spelled_like_does_not_open(string text) => Assert.Null(new Seal(new EphemeralDataProtectionProvider(), "Test").Open(text));

    private sealed class Unprotected : IDataProtectionProvider, IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => plaintext;

        public byte[] Unprotect(byte[] protectedData) => protectedData;
    }
}
