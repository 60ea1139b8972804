using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Tests.Urls;

public class WebUrlTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com/", "https://example.com")]
    [InlineData("https://example.com/a/b?c=d&e#f", "https://example.com/a/b?c=d&e#f", "https://example.com")]
    [InlineData("HTTPS://EXAMPLE.com:443/", "https://example.com/", "https://example.com")]
    [InlineData("http://example.com:80", "http://example.com/", "http://example.com")]
    [InlineData("http://example.com:443", "http://example.com:443/", "http://example.com:443")]
    [InlineData("https://example.com:00080/x", "https://example.com:80/x", "https://example.com:80")]
    [InlineData("https://example.com:/x", "https://example.com/x", "https://example.com")]
    [InlineData(" \u0001\thttps://example.com/x \u001F", "https://example.com/x", "https://example.com")]
    [InlineData("ht\ntps:/\t/exa\rmple.com/\tx", "https://example.com/x", "https://example.com")]
    [InlineData("https:example.com", "https://example.com/", "https://example.com")]
    [InlineData("https:/example.com/x", "https://example.com/x", "https://example.com")]
    [InlineData("https:\\\\\\example.com\\x\\y", "https://example.com/x/y", "https://example.com")]
    [InlineData("https://example.com\\.evil.com", "https://example.com/.evil.com", "https://example.com")]
    [InlineData("https://example.com?x", "https://example.com/?x", "https://example.com")]
    [InlineData("https://example.com#x", "https://example.com/#x", "https://example.com")]
    [InlineData("https://ex%61mple%2Ecom", "https://example.com/", "https://example.com")]
    [InlineData("https://\uFF45xample\u3002com", "https://example.com/", "https://example.com")]
    [InlineData("https://b\u00FCcher.example", "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example")]
    [InlineData("https://B\u00DCCHER.example", "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example")]
    [InlineData("https://b%C3%BCcher.example", "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example")]
    [InlineData("https://\u65E5\u672C.jp", "https://xn--wgv71a.jp/", "https://xn--wgv71a.jp")]
    [InlineData("https://XN--BCHER-KVA.example", "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1")]
    [InlineData("http://0x7f.1", "http://127.0.0.1/", "http://127.0.0.1")]
    [InlineData("http://0177.0.0.01", "http://127.0.0.1/", "http://127.0.0.1")]
    [InlineData("http://2130706433", "http://127.0.0.1/", "http://127.0.0.1")]
    [InlineData("http://\uFF11\uFF12\uFF17.1.", "http://127.0.0.1/", "http://127.0.0.1")]
    [InlineData("http://0x", "http://0.0.0.0/", "http://0.0.0.0")]
    [InlineData("http://[2001:DB8:0:0:0:0:0:1]:8080/", "http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080")]
    [InlineData("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:7f00:1]")]
    [InlineData("http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/", "http://[1:0:0:2::3]")]
    [InlineData("http://[1:0:2:3:4:5:6:7]/", "http://[1:0:2:3:4:5:6:7]/", "http://[1:0:2:3:4:5:6:7]")]
    [InlineData("https://example.com/a/../../b/./c/%2e%2E/d/..", "https://example.com/b/", "https://example.com")]
    [InlineData("https://example.com/a//..//", "https://example.com/a//", "https://example.com")]
    [InlineData("https://example.com/%zz%41 \"<>`{}\u00E9\U0001F600", "https://example.com/%zz%41%20%22%3C%3E%60%7B%7D%C3%A9%F0%9F%98%80", "https://example.com")]
    [InlineData("https://example.com/?a'b c\u00E9#`\u0001x", "https://example.com/?a%27b%20c%C3%A9#%60%01x", "https://example.com")]
    [InlineData("https://example.com./", "https://example.com./", "https://example.com.")]
    public void Reads_what_a_browser_reads(string text, string href, string origin)
    {
        Assert.True(WebUrl.TryParse(text, out var url));
        Assert.Equal((href, origin), (url.Href, url.Origin));
        Assert.True(WebUrl.TryParse(url.Href, out var again));
        Assert.Same(url.Href, again.Href);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https://?x")]
    [InlineData("/path")]
    [InlineData("//example.com")]
    [InlineData("example.com")]
    [InlineData("blob:https://example.com/x")]
    [InlineData("data:text/html,x")]
    [InlineData("javascript:alert(1)//https://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com")]
    [InlineData("ws://example.com")]
    [InlineData("httpss://example.com")]
    [InlineData("https ://example.com")]
    [InlineData("https://user@example.com")]
    [InlineData("https://user:password@example.com")]
    [InlineData("https://@example.com")]
    [InlineData("https://example.com:443@evil.com")]
    [InlineData("https:example.com@evil.com")]
    [InlineData("https://example.com%40evil.com")]
    [InlineData("https://example.com%2Fevil.com")]
    [InlineData("https://example.com\uFF0Fevil.com")]
    [InlineData("https://example.com%00.evil.com")]
    [InlineData("https://exa mple.com")]
    [InlineData("https://exa%mple.com")]
    [InlineData("https://example.com:65536")]
    [InlineData("https://example.com:-1")]
    [InlineData("https://example.com:8\uFF10")]
    [InlineData("https://example.com:80:80")]
    [InlineData("http://256.1.1.1")]
    [InlineData("http://1.2.3.4.5")]
    [InlineData("http://1.2.3.08")]
    [InlineData("http://4294967296")]
    [InlineData("http://99999999999999999999999999999999999999")]
    [InlineData("http://example.0x1")]
    [InlineData("http://[::1")]
    [InlineData("http://::1]")]
    [InlineData("http://[::1]x")]
    [InlineData("http://[::1%25eth0]")]
    [InlineData("http://[1::2::3]")]
    [InlineData("http://[::01.2.3.4]")]
    [InlineData("http://[]")]
    [InlineData("https://a..b")]
    [InlineData("https://.a")]
    [InlineData("https://fa\u00DF.de\u0301")]
    [InlineData("https://\u212Aelvin.example")]
    [InlineData("https://\u0130.example")]
    [InlineData("https://a\u00ADb.example")]
    [InlineData("https://a\u200Db.example")]
    [InlineData("https://\u05D0.example")]
    [InlineData("https://*.example.com")]
    [InlineData("https://b\u00FCcher.xn--a")]
    [InlineData("https://xn--\uFF0Ecom")]
    [InlineData("https://\uFF58n--a")]
    [InlineData("https://x\u0132.example")]
    public void Refuses_what_is_no_plain_web_address(string? text) => Assert.False(WebUrl.TryParse(text, out _));

    [Fact]
    public void Refuses_half_a_surrogate_pair_anywhere()
    {
        Assert.False(WebUrl.TryParse("https://example.com/\uD83D", out _));
        Assert.False(WebUrl.TryParse("https://example.com/?\uDE00", out _));
        Assert.False(WebUrl.TryParse("https://example.com/#\uD83Dx", out _));
        Assert.False(WebUrl.TryParse("https://\uD83D.example/", out _));
    }

    [Fact]
    public void Names_its_parts()
    {
        Assert.True(WebUrl.TryParse("http://Example.com:8080/a?b#c", out var url));
        Assert.Equal(("http", "example.com", 8080, "/a", "?b"), (url.Scheme, url.Host, url.Port, url.Path, url.Query));
        Assert.True(WebUrl.TryParse("https://[::1]#c?d", out url));
        Assert.Equal(("https", "[::1]", 443, "/", ""), (url.Scheme, url.Host, url.Port, url.Path, url.Query));
    }

    [Theory]
    [InlineData("http://localhost", true)]
    [InlineData("http://LOCALHOST:5080", true)]
    [InlineData("http://app.localhost", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://127.1.2.3", true)]
    [InlineData("http://0x7f000001", true)]
    [InlineData("http://[0:0:0:0:0:0:0:1]", true)]
    [InlineData("http://127.0.0.1.example.com", false)]
    [InlineData("http://128.0.0.1", false)]
    [InlineData("http://localhost.example.com", false)]
    [InlineData("http://notlocalhost", false)]
    [InlineData("http://[::2]", false)]
    [InlineData("http://127.example", false)]
    public void Knows_this_machine(string text, bool expected)
    {
        Assert.True(WebUrl.TryParse(text, out var url));
        Assert.Equal(expected, url.IsLoopback);
    }

    [Theory]
    [InlineData("https://a.com/app", "https://a.com/app", true)]
    [InlineData("https://a.com/app/", "https://a.com/app", true)]
    [InlineData("https://a.com/app/x", "https://a.com/app", true)]
    [InlineData("https://a.com/app?x", "https://a.com/app", true)]
    [InlineData("https://a.com/app#x", "https://a.com/app", true)]
    [InlineData("https://a.com/app/x", "https://a.com/app/", true)]
    [InlineData("https://a.com/app/?x", "https://a.com/app/", true)]
    [InlineData("https://a.com/any?/thing", "https://a.com", true)]
    [InlineData("https://a.com/x%2Fy", "https://a.com", true)]
    [InlineData("https://a.com:443/app", "https://A.com/app", true)]
    [InlineData("https://a.com/app-evil", "https://a.com/app", false)]
    [InlineData("https://a.com/appx", "https://a.com/app", false)]
    [InlineData("https://a.com/app", "https://a.com/app/", false)]
    [InlineData("https://a.com/APP", "https://a.com/app", false)]
    [InlineData("https://a.com/app/../evil", "https://a.com/app", false)]
    [InlineData("https://a.com/app/%2e%2E/evil", "https://a.com/app", false)]
    [InlineData("https://a.com/app/..%2Fevil", "https://a.com/app", false)]
    [InlineData("https://a.com/app%2Fevil", "https://a.com/app", false)]
    [InlineData("https://a.com/app/..%5cevil", "https://a.com/app/", false)]
    [InlineData("https://a.com/?/app/", "https://a.com/app", false)]
    [InlineData("http://a.com/app", "https://a.com/app", false)]
    [InlineData("https://a.com:444/app", "https://a.com/app", false)]
    [InlineData("https://a.com:4433/", "https://a.com:443/", false)]
    [InlineData("https://a.com:80/", "https://a.com:8/", false)]
    [InlineData("https://a.com.evil.com/app", "https://a.com/app", false)]
    [InlineData("https://a.com.evil.com/", "https://a.com", false)]
    [InlineData("https://a.com./app", "https://a.com/app", false)]
    [InlineData("https://a.com/app?x=1", "https://a.com/app?x=1", true)]
    [InlineData("https://a.com/app?x=12", "https://a.com/app?x=1", false)]
    public void A_prefix_ends_at_a_path_segment(string text, string prefix, bool expected)
    {
        Assert.True(WebUrl.TryParse(text, out var url));
        Assert.True(WebUrl.TryParse(prefix, out var parsedPrefix));
        Assert.Equal(expected, url.IsWithin(parsedPrefix));
    }

    [Fact]
    public void A_canonical_address_is_kept_as_it_is()
    {
        const string Text = "https://app.example.com/integrations/done?tab=crm#top";
        Assert.True(WebUrl.TryParse(Text, out var url));
        Assert.Same(Text, url.Href);
    }

    [Fact]
    public void Very_long_addresses_are_read_too()
    {
        var text = "https://example.com/" + new string('\u00E9', 20_000);
        Assert.True(WebUrl.TryParse(text, out var url));
        Assert.Equal(20 + (20_000 * 6), url.Href.Length);
    }
}
