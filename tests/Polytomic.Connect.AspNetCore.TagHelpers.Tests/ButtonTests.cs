using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Polytomic.Connect.AspNetCore.Script;
using Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests;

public sealed class ButtonTests
{
    [Fact]
    public async Task A_button_is_a_form_with_an_intent_and_the_attributes_land_on_the_button()
    {
        await using var site = await RazorSite.StartAsync();
        var html = await site.GetAsync("/pages/One", "alice");

        Assert.Matches("""<form[^>]* action="/_/api/connections/connect"[^>]*>""", html);
        Assert.Matches("""<form[^>]* method="post"[^>]*>""", html);
        Assert.Contains("<form ", html, StringComparison.Ordinal);
        Assert.Contains("data-polytomic-connect=\"\"", html, StringComparison.Ordinal);
        Assert.Matches("""<input name="intent" type="hidden" value="[\w-]{50,}" />""", html);
        Assert.Matches("""<button class="btn btn-lg" id="connect" data-track="yes" type="submit">Connect <b>PostgreSQL</b></button>""", html);
        Assert.Matches("""</button> <span[^>]* role="status"></span></form>""", html);
        Assert.DoesNotContain("style", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_script_comes_with_its_version_its_integrity_and_the_nonce()
    {
        await using var site = await RazorSite.StartAsync();
        var html = WebUtility.HtmlDecode(await site.GetAsync("/pages/One", "alice"));

        var asset = ConnectAsset.Script;
        Assert.Contains($"src=\"/_/api/connect.js?v={asset.Version}\"", html, StringComparison.Ordinal);
        Assert.Contains($"integrity=\"{asset.Integrity}\"", html, StringComparison.Ordinal);
        Assert.Contains("nonce=\"a+b/c=\"", html, StringComparison.Ordinal);
        Assert.Contains("type=\"module\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_is_never_invented()
    {
        await using var site = await RazorSite.StartAsync();
        Assert.DoesNotContain("nonce", await site.GetAsync("/pages/Whitelist"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_comes_once_for_layout_view_partial_and_component()
    {
        await using var site = await RazorSite.StartAsync();
        var html = await site.GetAsync("/pages/Everywhere");
        Assert.Equal(4, html.Split("<form ").Length - 1);
        Assert.Equal(1, html.Split("<script ").Length - 1);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/razor")]
    public async Task Areas_and_razor_pages_have_buttons_too(string path)
    {
        await using var site = await RazorSite.StartAsync();
        var html = await site.GetAsync(path);
        Assert.Contains("<form ", html, StringComparison.Ordinal);
        Assert.Contains("<script ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_base_is_in_every_address()
    {
        await using var site = await RazorSite.StartAsync();
        var html = await site.GetAsync("/base/pages/Whitelist");
        Assert.Contains("action=\"/base/_/api/connections/connect\"", html, StringComparison.Ordinal);
        Assert.Contains("src=\"/base/_/api/connect.js?", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_another_form_it_is_a_plain_button()
    {
        await using var site = await RazorSite.StartAsync();
        var html = await site.GetAsync("/pages/Nested");
        var outer = html[..html.IndexOf("</form>", StringComparison.Ordinal)];
        Assert.Equal(1, outer.Split("<form ").Length - 1);
        Assert.Matches("""<button type="button" data-polytomic-connect="/_/api/connections/connect" data-intent="[\w-]{50,}"[^>]*>Nested</button>""", outer);
        Assert.Contains("data-mode=\"tab\"", outer, StringComparison.Ordinal);
        Assert.Contains("data-dark=\"auto\"", outer, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<form ").Length - 1);
    }

    [Fact]
    public async Task A_button_keeps_its_key_and_gets_a_new_intent_every_time()
    {
        await using var site = await RazorSite.StartAsync();
        var first = await site.GetAsync("/pages/Whitelist");
        var second = await site.GetAsync("/pages/Whitelist");
        Assert.Equal(Values(first, "data-key"), Values(second, "data-key"));
        Assert.Equal(2, Values(first, "data-key").Distinct().Count());
        Assert.NotEqual(Values(first, "value"), Values(second, "value"));
    }

    [Fact]
    public async Task What_the_user_may_not_use_is_hidden_or_disabled()
    {
        await using var site = await RazorSite.StartAsync();
        Assert.Equal(
            """<p>Before</p><button class="btn" type="button" disabled>Disabled</button><p>After</p>""", (await site.GetAsync("/pages/Denied")).Trim());
        Assert.DoesNotContain("disabled", await site.GetAsync("/pages/Denied", "alice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signed_in_sees_no_button()
    {
        await using var site = await RazorSite.StartAsync();
        Assert.Equal("", (await site.GetAsync("/pages/Whitelist", null)).Trim());
    }

    [Theory]
    [InlineData("de", "Verbunden")]
    [InlineData("fr", "Connecté")]
    [InlineData("es-MX", "Conectado")]
    [InlineData("ja", "接続しました")]
    [InlineData("nl", "Connected")]
    public async Task The_texts_are_in_the_language_of_the_request(string culture, string connected)
    {
        await using var site = await RazorSite.StartAsync();
        Assert.Contains($"data-connected=\"{connected}\"", WebUtility.HtmlDecode(await site.GetAsync("/pages/Whitelist?ui-culture=" + culture)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_may_word_the_texts_itself()
    {
        await using var site = await RazorSite.StartAsync(services => services.AddSingleton<IStringLocalizer<PolytomicConnectTexts>, Shouting>());
        var html = WebUtility.HtmlDecode(await site.GetAsync("/pages/Whitelist?ui-culture=de"));
        Assert.Contains("data-connected=\"CONNECTED\"", html, StringComparison.Ordinal);
        Assert.Contains("data-closed=\"Es wurde keine Verbindung hergestellt.\"", html, StringComparison.Ordinal);
    }

    private static string[] Values(string html, string attribute) =>
        [.. System.Text.RegularExpressions.Regex.Matches(html, $" {attribute}=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];

    private sealed class Shouting : IStringLocalizer<PolytomicConnectTexts>
    {
        public LocalizedString this[string name] => new(name, name.ToUpperInvariant(), resourceNotFound: name != "Connected");

        public LocalizedString this[string name, params object[] arguments] => this[name];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
