using System.Net;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class ConnectionsTests
{
    private const string Stripe = """{"name":"Billing","type":"stripe","configuration":{"api_key":"sk_test_hush"}}""";

    [Fact]
    public async Task A_connection_lives_from_create_to_delete()
    {
        await using var host = await SandboxHost.StartAsync();

        var created = (await host.PostAsync("connections", Stripe)).Body!["data"]!;
        var id = created["id"]!.GetValue<string>();
        Assert.Equal("Billing", created["name"]!.GetValue<string>());
        Assert.Equal("stripe", created["type"]!["id"]!.GetValue<string>());
        Assert.True(created["saved"]!.GetValue<bool>());
        Assert.Equal("healthy", created["status"]!.GetValue<string>());

        var changed = (await host.SendAsync(HttpMethod.Patch, $"connections/{id}", """{"name":"Payments"}""")).Body!["data"]!;
        Assert.Equal("Payments", changed["name"]!.GetValue<string>());
        Assert.NotEqual(created["updated_at"]!.GetValue<string>(), changed["updated_at"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, $"connections/{id}", body: null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync($"connections/{id}")).Status);
        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task Secrets_never_come_back()
    {
        await using var host = await SandboxHost.StartAsync();

        var created = await host.PostAsync("connections", Stripe);
        var id = created.Body!["data"]!["id"]!.GetValue<string>();
        var listed = await host.GetAsync("connections");
        var changed = await host.SendAsync(HttpMethod.Patch, $"connections/{id}", """{"configuration":{"api_key":"********"}}""");

        Assert.All([created, listed, changed], answer => Assert.DoesNotContain("hush", answer.Body!.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal("********", changed.Body!["data"]!["configuration"]!["api_key"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_configuration_that_does_not_fit_its_schema_is_refused_by_field()
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.PostAsync("connections", """{"name":"A","type":"shopify","configuration":{"store":7}}""");

        var fields = (JsonObject)answer.Body!["metadata"]!["fields"]!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["store", "admin_api_token"], fields.Select(f => f.Key));
    }

    [Fact]
    public async Task Testing_saves_nothing_and_says_what_is_wrong()
    {
        await using var host = await SandboxHost.StartAsync();

        var good = await host.PostAsync("connections/test", """{"type":"stripe","configuration":{"api_key":"k"}}""");
        var bad = await host.PostAsync("connections/test", """{"type":"stripe","configuration":{"api_key":"invalid"}}""");

        Assert.Equal(HttpStatusCode.OK, good.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "connection_failed"), (bad.Status, bad.Key));
        Assert.Empty(await host.ConnectionsAsync());
    }

    [Fact]
    public async Task Replacing_clears_what_is_left_out_and_updating_does_not()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = (await host.PostAsync("connections", """{"name":"A","type":"snowflake","configuration":{"account":"a","username":"u","dbname":"d","warehouse":"w","password":"hush"}}""")).Body!["data"]!["id"]!.GetValue<string>();

        var updated = await host.SendAsync(HttpMethod.Patch, $"connections/{id}", """{"configuration":{"dbname":"e"}}""");
        Assert.Equal("""{"account":"a","username":"u","dbname":"e","warehouse":"w","password":"********"}""", updated.Body!["data"]!["configuration"]!.ToJsonString());

        var replaced = await host.SendAsync(HttpMethod.Put, $"connections/{id}", """{"name":"A","configuration":{"account":"a","username":"u","dbname":"f","password":"********"}}""");
        Assert.Equal("""{"account":"a","username":"u","dbname":"f","password":"********"}""", replaced.Body!["data"]!["configuration"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.SendAsync(HttpMethod.Put, $"connections/{id}", """{"name":"A"}""")).Status);
    }

    [Fact]
    public async Task An_OAuth_type_waits_for_its_consent()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = (await host.PostAsync("connections", """{"name":"CRM","type":"hubspot","configuration":{}}""")).Body!["data"]!;
        Assert.False(created["saved"]!.GetValue<bool>());

        var browser = host.Browser();
        await browser.OpenAsync(created["auth_url"]!.GetValue<string>());
        await browser.SubmitAsync("~decision", "allow");

        Assert.True((await host.ConnectionsAsync())[0]!["saved"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("GET", "nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", "connections", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "connections/not-a-uuid", HttpStatusCode.NotFound)]
    [InlineData("GET", "connection_types/nonesuch", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "me", HttpStatusCode.MethodNotAllowed)]
    public async Task Unknown_paths_methods_and_ids_are_refused_in_Polytomics_form(string method, string path, HttpStatusCode status)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.SendAsync(new HttpMethod(method), path, body: null);

        Assert.Equal(status, answer.Status);
        Assert.Equal((int)status, answer.Body!["status"]!.GetValue<int>());
    }
}
