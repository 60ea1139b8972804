using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Polytomic.Connect.AspNetCore.Requests;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class IdempotencyKeyTests
{
    [Fact]
    public void Absent_is_null() => Assert.Null(IdempotencyKey.Read(new HeaderDictionary()));

    [Theory]
    [InlineData("a")]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("A_z-0")]
    public void Reads_a_key(string key) => Assert.Equal(key, Read(key));

    [Fact]
    public void Takes_255_characters_and_no_more()
    {
        Assert.Equal(255, Read(new string('x', 255))!.Length);
        AssertRefused(new string('x', 256));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a,b")]
    [InlineData("a\u00E9")]
    [InlineData("\"a\"")]
    [InlineData("a\n")]
    public void Refuses_other_characters(string key) => AssertRefused(key);

    [Fact]
    public void Refuses_two_keys() => AssertRefused(new(["a", "a"]));

    private static string? Read(StringValues values) => IdempotencyKey.Read(new HeaderDictionary { [IdempotencyKey.HeaderName] = values });

    private static void AssertRefused(StringValues values)
    {
        var refusal = Assert.Throws<PolytomicConnectException>(() => Read(values));
        Assert.Equal("invalid_request", refusal.Code);
        Assert.Contains("Idempotency-Key", refusal.Message);
    }
}
