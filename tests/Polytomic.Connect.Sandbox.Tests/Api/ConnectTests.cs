using System.Net;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Api;

public class ConnectTests
{
    [Theory]
    [InlineData("connections/connect")]
    [InlineData("connections/connect/")]
    public async Task A_session_is_an_address_on_the_origin_that_was_called(string path)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.PostAsync(path, """{"name":"A","type":"postgresql","redirect_url":"https://app.example/back"}""");

        var data = answer.Body!["data"]!;
        Assert.Equal($"http://localhost/polytomic/connect?token={data["token"]}", data["redirect_url"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"redirect_url":"https://a.example/"}""", "name")]
    [InlineData("""{"name":"A"}""", "redirect_url")]
    [InlineData("""{"name":"A","redirect_url":"/back"}""", "redirect_url")]
    [InlineData("""{"name":"A","redirect_url":"javascript:alert(1)"}""", "redirect_url")]
    [InlineData("""{"name":1,"redirect_url":"https://a.example/"}""", "name")]
    [InlineData("""{"name":"A","redirect_url":"https://a.example/","type":"nonesuch"}""", "type")]
    [InlineData("""{"name":"A","redirect_url":"https://a.example/","whitelist":"hubspot"}""", "whitelist")]
    [InlineData("""{"name":"A","redirect_url":"https://a.example/","whitelist":["nonesuch"]}""", "whitelist")]
    [InlineData("""{"name":"A","redirect_url":"https://a.example/","dark":"yes"}""", "dark")]
    [InlineData("""{"name":"A","redirect_url":"https://a.example/","organization_id":"7"}""", "organization_id")]
    public async Task What_is_wrong_is_named(string body, string member)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.PostAsync("connections/connect", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith(member, answer.Message, StringComparison.Ordinal);
        Assert.Equal(member, answer.Body!["metadata"]!["field"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task A_body_that_is_no_JSON_object_is_a_bad_request(string body)
    {
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("connections/connect", body)).Status);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_but_free_in_another_organization()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.PostAsync("connections", """{"name":"A","type":"stripe","configuration":{"api_key":"k"}}""");

        var here = await host.PostAsync("connections/connect", """{"name":"A","redirect_url":"https://a.example/"}""");
        var there = await host.PostAsync("connections/connect", $$"""{"name":"A","redirect_url":"https://a.example/","organization_id":"{{Guid.NewGuid()}}"}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "name_taken"), (here.Status, here.Key));
        Assert.Equal(HttpStatusCode.OK, there.Status);
    }

    [Fact]
    public async Task Reconnecting_what_is_not_there_is_not_found()
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await host.PostAsync("connections/connect", $$"""{"redirect_url":"https://a.example/","connection":"{{Guid.NewGuid()}}"}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }
}
