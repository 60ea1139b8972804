using Polytomic.Connect.AspNetCore.TagHelpers.Tests.Site;

namespace Polytomic.Connect.AspNetCore.TagHelpers.Tests;

public sealed class CachingTests
{
    [Theory]
    [InlineData("Whitelist")]
    [InlineData("Denied")]
    public async Task A_page_with_a_button_is_kept_by_no_cache(string view)
    {
        await using var site = await RazorSite.StartAsync();
        using var bob = site.ClientOf("bob");
        using var response = await bob.GetAsync($"/cached/{view}", TestContext.Current.CancellationToken);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());

        var first = await site.GetAsync($"/cached/{view}", "alice");
        var second = await site.GetAsync($"/cached/{view}", "bob");
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("InCache")]
    [InlineData("InDistributedCache")]
    [InlineData("PartialInCache")]
    public async Task A_button_in_a_cached_fragment_is_refused(string view)
    {
        await using var site = await RazorSite.StartAsync();
        var refusal = await site.GetRefusalAsync($"/pages/{view}");
        Assert.Contains("within a <cache> or <distributed-cache>", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_beside_a_cached_fragment_is_not()
    {
        await using var site = await RazorSite.StartAsync();
        for (var visit = 0; visit < 2; visit++)
        {
            var html = await site.GetAsync("/pages/BesideCache");
            Assert.StartsWith("<p>Kept</p>", html.TrimStart(), StringComparison.Ordinal);
            Assert.Contains("<form ", html, StringComparison.Ordinal);
        }
    }
}
