using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Tests.Urls;

/// <summary>Whatever is accepted here, Chromium reads as the same URL on the same origin.</summary>
public class BrowserAgreementTests(ITestOutputHelper output)
{
    private const int Generated = 20_000;

    [Fact]
    public async Task Chromium_reads_every_accepted_url_as_we_do()
    {
        Assert.SkipWhen(Chromium.ExecutablePath is null, "Chromium is not installed.");
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");

        var accepted = NastyUrls.Listed.Concat(NastyUrls.Generate(seed, Generated)).Distinct()
            .Select(text => (Text: text, Url: WebUrl.TryParse(text, out var url) ? url : null)).Where(x => x.Url is not null).ToArray();
        var read = await Chromium.ReadAsync([.. accepted.Select(x => x.Text)], relativeTo: null, TestContext.Current.CancellationToken);

        Assert.True(accepted.Length > 3_000, $"only {accepted.Length} were accepted");
        output.WriteLine($"{accepted.Length} URLs compared");
        for (var i = 0; i < accepted.Length; i++)
        {
            Assert.Equal((accepted[i].Text, accepted[i].Url!.Href, accepted[i].Url!.Origin), (accepted[i].Text, read[i]?.Href, read[i]?.Origin));
        }
    }

    [Fact]
    public async Task Chromium_keeps_every_accepted_local_path_on_the_apps_origin()
    {
        Assert.SkipWhen(Chromium.ExecutablePath is null, "Chromium is not installed.");
        const string Origin = "https://app.example";
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");

        var accepted = NastyUrls.GenerateLocal(seed, Generated).Distinct()
            .Select(text => (Text: text, Path: LocalUrl.TryParse(text, out var path) ? path : null)).Where(x => x.Path is not null).ToArray();
        var asGiven = await Chromium.ReadAsync([.. accepted.Select(x => x.Text)], Origin + "/deep/page?x", TestContext.Current.CancellationToken);
        var asWritten = await Chromium.ReadAsync([.. accepted.Select(x => x.Path!)], Origin + "/deep/page?x", TestContext.Current.CancellationToken);

        Assert.True(accepted.Length > 3_000, $"only {accepted.Length} were accepted");
        for (var i = 0; i < accepted.Length; i++)
        {
            Assert.Equal((accepted[i].Text, Origin + accepted[i].Path), (accepted[i].Text, asGiven[i]?.Href));
            Assert.Equal((accepted[i].Text, Origin + accepted[i].Path), (accepted[i].Text, asWritten[i]?.Href));
        }
    }
}
