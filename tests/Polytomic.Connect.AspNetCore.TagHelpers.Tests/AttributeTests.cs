using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests;

public sealed class AttributeTests
{
    private const string Good = "name=N&type=hubspot&mode=popup&dark=auto&when-denied=hide&return-url=/x";

    [Fact]
    public async Task Good_values_make_a_button()
    {
        await using var site = await RazorSite.StartAsync();
        Assert.Contains("<form ", await site.GetAsync("/pages/Attributes?" + Good), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mode", "mode=popup", "mode=window", "'mode' takes popup, tab or redirect")]
    [InlineData("dark", "dark=auto", "dark=yes", "'dark' takes true, false or auto")]
    [InlineData("when-denied", "when-denied=hide", "when-denied=remove", "'when-denied' takes hide or disable")]
    [InlineData("return-url", "return-url=/x", "return-url=https://evil.example/", "'return-url' takes a local path")]
    [InlineData("return-url", "return-url=/x", "return-url=//evil.example/", "'return-url' takes a local path")]
    [InlineData("return-url", "return-url=/x", "return-url=/%5Cevil.example/", "'return-url' takes a local path")]
    [InlineData("return-url", "return-url=/x", "return-url=javascript:alert(1)", "'return-url' takes a local path")]
    [InlineData("type", "type=hubspot", "type=", "'type'")]
    [InlineData("type", "type=hubspot", "type=hubspot,csv", "'whitelist' takes several")]
    [InlineData("name", "name=N", "name=", "'name'")]
    public async Task A_bad_value_says_which_attribute_and_what_it_takes(string attribute, string good, string bad, string message)
    {
        await using var site = await RazorSite.StartAsync();
        var refusal = await site.GetRefusalAsync("/pages/Attributes?" + Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(attribute, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message.Replace('"', '\''), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_missing_only_where_there_is_no_connection()
    {
        await using var site = await RazorSite.StartAsync();
        var refusal = await site.GetRefusalAsync("/pages/Nameless");
        Assert.Contains("needs the attribute 'name', or 'connection' for a reconnect", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "/pages/Attributes?name=N&type=hubspot&return-url=/x", "/x")]
    [InlineData(null, "/base/pages/Attributes?name=N&type=hubspot&return-url=~/x?y", "/base/x?y")]
    [InlineData("https://public.example/outside", "/pages/Attributes?name=N&type=hubspot&return-url=~/x", "/outside/x")]
    [InlineData(null, "/base/pages/Whitelist?a=b", "/base/pages/Whitelist?a=b")]
    [InlineData("https://public.example/outside", "/pages/Whitelist?a=b", "/outside/pages/Whitelist?a=b")]
    public async Task The_user_comes_back_to_the_address_that_is_given_or_to_this_page(string? publicOrigin, string address, string expected)
    {
        await using var site = await RazorSite.StartAsync(publicOrigin: publicOrigin);
        Assert.Equal(expected, site.OpenIntent(await site.GetAsync(address), "bob").ReturnUrl);
    }

    [Fact]
    public async Task A_page_with_a_long_query_is_come_back_to_without_it()
    {
        await using var site = await RazorSite.StartAsync();
        var html = await site.GetAsync("/pages/Whitelist?q=" + new string('a', 1000));
        Assert.Equal("/pages/Whitelist", site.OpenIntent(html, "bob").ReturnUrl);
    }

    [Fact]
    public async Task What_is_asked_for_is_what_the_page_says()
    {
        await using var site = await RazorSite.StartAsync();
        var crm = site.OpenIntent(await site.GetAsync("/pages/Whitelist"), "bob");
        Assert.Equal("CRM", crm.Name);
        Assert.Equal(["hubspot", "salesforce"], crm.Whitelist!);
        Assert.Null(crm.Type);
        Assert.Null(crm.Dark);

        var attributes = site.OpenIntent(await site.GetAsync("/pages/Attributes?name=N&type=hubspot&dark=true"), "bob");
        Assert.Equal(("N", "hubspot", true), (attributes.Name, attributes.Type, attributes.Dark));
    }

    [Fact]
    public async Task Missing_services_are_named()
    {
        var refusal = await RefusalWithoutServicesAsync([]);
        Assert.Contains("AddPolytomicConnect()", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return-uri", "return-url")]
    [InlineData("returnUrl", "return-url")]
    [InlineData("whitelst", "whitelist")]
    [InlineData("white-list", "whitelist")]
    [InlineData("types", "type")]
    [InlineData("conection", "connection")]
    [InlineData("when-deny", "when-denied")]
    public async Task A_mistyped_attribute_is_refused_with_the_one_that_was_meant(string attribute, string meant)
    {
        var refusal = await RefusalWithoutServicesAsync([attribute]);
        Assert.Equal($"<polytomic-connect> does not know the attribute '{attribute}'; did you mean '{meant}'?", refusal);
    }

    [Fact]
    public async Task An_attribute_of_HTML_or_of_a_library_is_not_taken_for_a_mistyped_one()
    {
        string[] attributes =
        [
            "accesskey", "autocapitalize", "autofocus", "class", "command", "commandfor", "contenteditable", "dir", "disabled", "draggable", "enterkeyhint", "form", "formaction",
            "formenctype", "formmethod", "formnovalidate", "formtarget", "hidden", "id", "inert", "inputmode", "is", "itemid", "itemprop", "itemref", "itemscope", "itemtype", "lang",
            "onclick", "onfocus", "part", "popover", "popovertarget", "popovertargetaction", "role", "slot", "spellcheck", "style", "tabindex", "title", "translate", "value",
            "aria-busy", "aria-label", "data-mode", "data-name", "data-testid", "data-type", "hx-get", "hx-mode", "v-on", "x-data", "x-on:click", "@click", ":type", "asp-action",
        ];

        // It goes on to the next thing that is missing.
        Assert.Contains("AddPolytomicConnect()", await RefusalWithoutServicesAsync(attributes), StringComparison.Ordinal);
    }

    private static async Task<string> RefusalWithoutServicesAsync(string[] attributes)
    {
        await using var provider = new ServiceCollection().BuildServiceProvider();
        var helper = new PolytomicConnectTagHelper
        {
            Name = "N",
            ViewContext = new() { HttpContext = new DefaultHttpContext { RequestServices = provider } },
        };
        var written = new TagHelperAttributeList([new("name", "N"), .. attributes.Select(name => new TagHelperAttribute(name, "x"))]);
        var output = new TagHelperOutput("polytomic-connect", [], (_, _) => throw new InvalidOperationException("The content is not needed."));
        return (await Assert.ThrowsAsync<InvalidOperationException>(() => helper.ProcessAsync(new(written, new Dictionary<object, object>(), "id"), output))).Message;
    }
}
