using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Tests.Urls;

public class LocalUrlTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/x?y#z", "/x?y#z")]
    [InlineData(" /x\t/y\n", "/x/y")]
    [InlineData("/a\\b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/../..", "/")]
    [InlineData("/%2e%2e/a", "/a")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/?//evil.com", "/?//evil.com")]
    [InlineData("/#//evil.com", "/#//evil.com")]
    [InlineData("/\u00E9\"<", "/%C3%A9%22%3C")]
    [InlineData("/https://evil.com", "/https://evil.com")]
    public void Writes_a_local_path_as_a_browser_resolves_it(string text, string expected)
    {
        Assert.True(LocalUrl.TryParse(text, out var canonical));
        Assert.Equal(expected, canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("x")]
    [InlineData("?x")]
    [InlineData("#x")]
    [InlineData("~/x")]
    [InlineData("\\x")]
    [InlineData("//evil.com")]
    [InlineData("/\\evil.com")]
    [InlineData("\\/evil.com")]
    [InlineData("/\t/evil.com")]
    [InlineData("/\n\\evil.com")]
    [InlineData("\u0001//evil.com")]
    [InlineData("/.//evil.com")]
    [InlineData("/a/..//evil.com")]
    [InlineData("/%2e//evil.com")]
    [InlineData("/.\\\\evil.com")]
    [InlineData("https://evil.com")]
    [InlineData("https:evil.com")]
    [InlineData("javascript:alert(1)")]
    public void Refuses_what_is_not_local(string? text) => Assert.False(LocalUrl.TryParse(text, out _));

    [Fact]
    public void Refuses_half_a_surrogate_pair() => Assert.False(LocalUrl.TryParse("/\uD800", out _));
}
