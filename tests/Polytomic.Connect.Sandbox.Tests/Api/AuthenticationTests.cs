using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class AuthenticationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("Sandbox-token")]
    public async Task A_call_without_a_known_key_is_refused_in_Polytomics_form(string? token)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.SendAsync(HttpMethod.Get, "me", body: null, client: host.Client(token));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(401, answer.Body!["status"]!.GetValue<int>());
        Assert.Equal("unauthorized", answer.Key);
        Assert.NotEmpty(answer.Message!);
        Assert.NotNull(answer.Body["metadata"]);
    }

    [Fact]
    public async Task A_deployment_key_may_come_as_the_user_name_of_Basic()
    {
        await using var host = await SandboxHost.StartAsync();
        using var client = host.Client(token: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("sandbox-token:")));

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Get, "me", body: null, client: client)).Status);
    }

    [Fact]
    public async Task Configured_keys_replace_the_default_and_see_their_own_organization_only()
    {
        await using var host = await SandboxHost.StartAsync(o =>
        {
            o.Tokens.Add("first");
            o.Tokens.Add("second");
        });
        using var first = host.Client("first");
        using var second = host.Client("second");

        await host.SendAsync(HttpMethod.Post, "connections", """{"name":"A","type":"stripe","configuration":{"api_key":"k"}}""", client: first);

        Assert.Single((await host.SendAsync(HttpMethod.Get, "connections", body: null, client: first)).Body!["data"]!.AsArray());
        Assert.Empty((await host.SendAsync(HttpMethod.Get, "connections", body: null, client: second)).Body!["data"]!.AsArray());
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("me")).Status);
    }
}
