using System.Net;
using Polytomic.Connect.AspNetCore.Tests.Testing;

namespace Polytomic.Connect.AspNetCore.Tests.Polytomic;

public class CatalogueTests
{
    private readonly FakePolytomic _polytomic = new();

    [Fact]
    public async Task Ten_thousand_types_are_listed()
    {
        _polytomic.Types = [.. Enumerable.Range(0, 10_000).Select(i => $"type-{i}")];
        await using var app = await ConnectApp.StartAsync(polytomic: _polytomic);

        var ids = await IdsAsync(app);

        Assert.Equal(_polytomic.Types, ids);
    }

    [Theory]
    [InlineData("""{"id":"a"},{"id":"a","name":"Other"},{"id":"b"},{"id":"A"}""", "a,b,A")]
    [InlineData("""null,1,"x",[{"id":"c"}],{"id":"a"}""", "a")]
    [InlineData("""{},{"id":null},{"id":""},{"id":5},{"id":{"id":"x"}},{"name":"x"},{"id":"a"}""", "a")]
    [InlineData("""{"id":"\ud800"},{"id":"a","name":"\ud800","logo_url":["x"]}""", "a")]
    [InlineData("""{"id":"a","capabilities":{"id":"x","deep":[[{"id":"y"}]]},"env":[{"id":"z"}]}""", "a")]
    public async Task Odd_members_are_passed_over_and_each_type_is_there_once(string types, string expected)
    {
        _polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.OK, $$"""{"meta":{"data":[]},"data":[{{types}}]}"""));
        await using var app = await ConnectApp.StartAsync(polytomic: _polytomic);

        Assert.Equal(expected, string.Join(',', await IdsAsync(app)));
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a"}""")]
    [InlineData("""{"data":{"id":"a"}}""")]
    [InlineData("""[{"id":"a"}]""")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task What_is_no_whole_catalogue_is_none_and_is_not_kept(string body)
    {
        _polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.OK, body));
        await using var app = await ConnectApp.StartAsync(polytomic: _polytomic);
        using var response = await app.ClientOf("alice").GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken);
        await ConnectApp.AssertRefusedAsync(response, 502, "polytomic_failed");

        _polytomic.Intercept = null;
        Assert.Equal(_polytomic.Types, await IdsAsync(app));
    }

    [Fact]
    public async Task Logos_that_are_no_web_addresses_are_left_out()
    {
        string[] logos = ["https://cdn.example/a.svg", "javascript:alert(1)", "data:image/svg+xml,x", "/relative.svg", "//cdn.example/a.svg"];
        var types = string.Join(',', logos.Select((logo, i) => $$"""{"id":"{{i}}","logo_url":"{{logo}}"}"""));
        _polytomic.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(FakePolytomic.Json(HttpStatusCode.OK, $$"""{"data":[{{types}}]}"""));
        await using var app = await ConnectApp.StartAsync(polytomic: _polytomic);

        var answer = await ConnectApp.JsonOf(await app.ClientOf("alice").GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken));

        Assert.Equal(["https://cdn.example/a.svg", null, null, null, null], answer["data"]!.AsArray().Select(type => type!["logo_url"]?.GetValue<string>()));
    }

    [Fact]
    public async Task However_many_need_it_at_once_it_is_fetched_once()
    {
        var answer = new TaskCompletionSource();
        _polytomic.Intercept = async (_, _) =>
        {
            await answer.Task;
            return null;
        };
        await using var app = await ConnectApp.StartAsync(polytomic: _polytomic);
        using var gone = new CancellationTokenSource();
        var first = app.ClientOf("user-0").GetAsync("/_/api/connection_types", gone.Token);
        var others = Enumerable.Range(1, 20).Select(i => app.ClientOf($"user-{i}").GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken)).ToList();

        // Whoever came first may leave: the others are answered all the same.
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.All(await Task.WhenAll(others), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Single(_polytomic.Requests);
    }

    [Fact]
    public async Task A_mistyped_id_in_a_policy_is_named_with_the_nearest_one()
    {
        await using var app = await ConnectApp.StartAsync(
            new()
            {
                ["PolytomicConnect:Policies:Crm:Integrations:0"] = "hubspto",
                ["PolytomicConnect:Policies:Crm:Integrations:1"] = "salesforce",
            },
            polytomic: _polytomic);

        Assert.Equal(["salesforce"], await IdsAsync(app));

        Assert.Contains(app.Logs.Entries, entry => entry.Text.Contains("hubspto", StringComparison.Ordinal) && entry.Text.Contains("\"hubspot\"", StringComparison.Ordinal));
    }

    private static async Task<string[]> IdsAsync(ConnectApp app)
    {
        var answer = await ConnectApp.JsonOf(await app.ClientOf("alice").GetAsync("/_/api/connection_types", TestContext.Current.CancellationToken));
        return [.. answer["data"]!.AsArray().Select(type => type!["id"]!.GetValue<string>())];
    }
}
