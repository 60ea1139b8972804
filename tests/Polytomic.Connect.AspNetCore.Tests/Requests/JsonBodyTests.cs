using System.Text;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class JsonBodyTests
{
    [Fact]
    public async Task Reads_every_member()
    {
        var body = await Bodies.ReadAsync(""" {"name":"My DB \uD83D\uDE00","whitelist":["b","a","b"],"redirect_url":"https://x/","dark":true} """);

        Assert.Equal(("My DB \U0001F600", null, "https://x/", (bool?)true), (body.Name, body.Type, body.RedirectUrl, body.Dark));
        Assert.Equal(["b", "a"], body.Whitelist!);
        Assert.False(body.IsForm);
    }

    [Fact]
    public async Task Reads_a_type_a_reconnect_and_an_intent()
    {
        Assert.Equal("postgresql", (await Bodies.ReadAsync("""{"name":"x","type":"postgresql"}""")).Type);
        Assert.Equal("a-1_B", (await Bodies.ReadAsync("""{"connection":"a-1_B","redirect_url":"https://x/"}""")).Connection);
        var intent = await Bodies.ReadAsync("""{"intent":"sealed","dark":false}""");
        Assert.Equal(("sealed", (bool?)false), (intent.Intent, intent.Dark));
    }

    [Fact]
    public async Task Escaped_member_names_are_the_same_names()
    {
        Assert.Equal("x", (await Bodies.ReadAsync("""{"n\u0061me":"x"}""")).Name);
        var refusal = await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync("""{"n\u0061me":"x","name":"y"}"""));
        Assert.Contains("'name'", refusal.Message);
    }

    [Theory]
    [InlineData("""{"name":"x","organization_id":"1"}""", "'organization_id'")]
    [InlineData("""{"name":"x","Name":"y"}""", "'Name'")]
    [InlineData("""{"name":"x","token":{"a":[1]}}""", "'token'")]
    [InlineData("""{"name":"x","":1}""", "''")]
    [InlineData("""{"name":"x","name":"x"}""", "'name'")]
    [InlineData("""{"intent":"x","intent":"x"}""", "'intent'")]
    [InlineData("""{"name":1}""", "'name'")]
    [InlineData("""{"name":null}""", "'name'")]
    [InlineData("""{"name":["x"]}""", "'name'")]
    [InlineData("""{"name":""}""", "'name'")]
    [InlineData("""{"name":"  "}""", "'name'")]
    [InlineData("""{"name":"a\nb"}""", "'name'")]
    [InlineData("""{"name":"a\u0000b"}""", "'name'")]
    [InlineData("""{"name":"a\u007Fb"}""", "'name'")]
    [InlineData("""{"name":"a\u0085b"}""", "'name'")]
    [InlineData("""{"name":"a\u2028b"}""", "'name'")]
    [InlineData("""{"name":"\uD800"}""", "'name'")]
    [InlineData("""{"name":"\uDC00\uD800"}""", "'name'")]
    [InlineData("""{"name":"x","type":""}""", "'type'")]
    [InlineData("""{"name":"x","type":null}""", "'type'")]
    [InlineData("""{"name":"x","type":["a"]}""", "'type'")]
    [InlineData("""{"name":"x","type":"a\u001Fb"}""", "'type'")]
    [InlineData("""{"name":"x","whitelist":"a"}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":{}}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":null}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":[]}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":[""]}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":["a",1]}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":["a",null]}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":[["a"]]}""", "'whitelist'")]
    [InlineData("""{"name":"x","whitelist":["\uD800"]}""", "'whitelist'")]
    [InlineData("""{"name":"x","redirect_url":""}""", "'redirect_url'")]
    [InlineData("""{"name":"x","redirect_url":1}""", "'redirect_url'")]
    [InlineData("""{"name":"x","redirect_url":"\uDC00"}""", "'redirect_url'")]
    [InlineData("""{"name":"x","dark":"true"}""", "'dark'")]
    [InlineData("""{"name":"x","dark":1}""", "'dark'")]
    [InlineData("""{"name":"x","dark":null}""", "'dark'")]
    [InlineData("""{"connection":""}""", "'connection'")]
    [InlineData("""{"connection":"../me"}""", "'connection'")]
    [InlineData("""{"connection":"a?b"}""", "'connection'")]
    [InlineData("""{"connection":"\u00E9"}""", "'connection'")]
    [InlineData("""{"intent":""}""", "'intent'")]
    [InlineData("""{}""", "'name'")]
    [InlineData("""{"type":"a"}""", "'name'")]
    [InlineData("""{"connection":"a","name":"x"}""", "'name'")]
    [InlineData("""{"connection":"a","type":"x"}""", "'type'")]
    [InlineData("""{"connection":"a","whitelist":["x"]}""", "'whitelist'")]
    [InlineData("""{"intent":"a","name":"x"}""", "'name'")]
    [InlineData("""{"intent":"a","type":"x"}""", "'type'")]
    [InlineData("""{"intent":"a","whitelist":["x"]}""", "'whitelist'")]
    [InlineData("""{"intent":"a","redirect_url":"x"}""", "'redirect_url'")]
    [InlineData("""{"intent":"a","connection":"x"}""", "'connection'")]
    [InlineData("""{"name":"x","type":"a","whitelist":["a"]}""", "'whitelist' and 'type'")]
    [InlineData("""{"name":"x""", "'name'")]
    [InlineData("""{"name":"x","type":""", "'type'")]
    public async Task Refuses_by_name(string json, string named)
    {
        var refusal = await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync(json));
        Assert.Contains(named, refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("""[{"name":"x"}]""")]
    [InlineData("""{"name":"x"}{"name":"x"}""")]
    [InlineData("""{"name":"x"},""")]
    [InlineData("""{"name":"x"} x""")]
    [InlineData("""{"name":"x",}""")]
    [InlineData("""{"name":"x","whitelist":["a",]}""")]
    [InlineData("""{/**/"name":"x"}""")]
    [InlineData("""{"name":"x"}//""")]
    [InlineData("""{'name':'x'}""")]
    [InlineData("""{name:"x"}""")]
    [InlineData("{\"name\":\"a\tb\"}")]
    [InlineData("{\"name\":\"x\"}\0")]
    [InlineData("\0")]
    [InlineData("\uFEFF{\"name\":\"x\"}")]
    [InlineData("""{"\uD800":1}""")]
    [InlineData("""{"nam\uD800":1}""")]
    [InlineData("name=x")]
    public async Task Refuses_what_is_not_one_json_object(string json) => await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync(json));

    [Fact]
    public async Task Refuses_deep_nesting()
    {
        await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync(new string('[', 16_000)));
        await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync("{\"name\":" + new string('[', 16_000)));
        await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync(string.Concat(Enumerable.Repeat("{\"name\":", 2_000))));
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC3)]
    [InlineData(0xC0, 0xAF)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xF4, 0x90, 0x80, 0x80)]
    public async Task Refuses_invalid_utf8_and_names_the_member(params int[] bytes)
    {
        byte[] broken = [.. bytes.Select(b => (byte)b)];
        var refusal = await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync([.. "{\"name\":\"a"u8, .. broken, .. "\"}"u8]));
        Assert.Contains("'name'", refusal.Message);
        refusal = await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync([.. "{\"name\":\"a\",\"whitelist\":[\""u8, .. broken, .. "\"]}"u8]));
        Assert.Contains("'whitelist'", refusal.Message);
        await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync([.. "{\""u8, .. broken, .. "\":1}"u8]));
        await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync([.. broken, .. "{}"u8]));
    }

    [Fact]
    public async Task Bounds_are_inclusive()
    {
        Assert.Equal(200, (await Bodies.ReadAsync($$"""{"name":"{{new string('x', 200)}}"}""")).Name!.Length);
        Assert.Contains("'name'", (await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync($$"""{"name":"{{new string('x', 201)}}"}"""))).Message);
        Assert.Equal(100, (await Bodies.ReadAsync($$"""{"name":"x","type":"{{new string('x', 100)}}"}""")).Type!.Length);
        Assert.Contains("'type'", (await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync($$"""{"name":"x","type":"{{new string('x', 101)}}"}"""))).Message);
        Assert.Contains("'whitelist'", (await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync($$"""{"name":"x","whitelist":["{{new string('x', 101)}}"]}"""))).Message);
        Assert.Equal(100, (await Bodies.ReadAsync($$"""{"connection":"{{new string('x', 100)}}"}""")).Connection!.Length);
        Assert.Contains("'connection'", (await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync($$"""{"connection":"{{new string('x', 101)}}"}"""))).Message);
    }

    [Fact]
    public async Task Echoes_unknown_names_short_and_printable()
    {
        var name = "evil\\r\\n\\u001b[31m\\u202E\\u0085" + new string('x', 5_000);
        var refusal = await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync($$"""{"{{name}}":1}"""));
        Assert.StartsWith("'evil???[31m??xxx", refusal.Message);
        Assert.True(refusal.Message.Length < 120);
    }

    [Fact]
    public async Task Takes_long_whitelists()
    {
        var ids = Enumerable.Range(0, 2_000).Select(i => $"{i}").ToArray();
        var body = await Bodies.ReadAsync(Encoding.UTF8.GetBytes($$"""{"name":"x","whitelist":["{{string.Join("\",\"", ids)}}"]}"""));
        Assert.Equal(ids, body.Whitelist!);
    }
}
