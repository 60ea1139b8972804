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
}
