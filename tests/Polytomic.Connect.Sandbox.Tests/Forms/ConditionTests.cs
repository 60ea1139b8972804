using System.Net;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Forms;

/// <summary>Schemas that say what they mean by reference, by variant or under conditions.</summary>
public class ConditionTests
{
    private const string Variants = """
        {"type":"object","required":["credentials"],"properties":{"credentials":{"type":"object","title":"Credentials","oneOf":[
          {"title":"OAuth","required":["auth_type","client_id"],"properties":{"auth_type":{"type":"string","title":"How","const":"oauth"},"client_id":{"type":"string","title":"Client"},"shared":{"type":"string","title":"Shared"}}},
          {"title":"Key","required":["auth_type","api_key"],"properties":{"auth_type":{"type":"string","const":"key"},"api_key":{"type":"string","title":"Key","sensitive":true},"shared":{"type":"string","title":"Shared"}}},
          {"title":"None","properties":{"auth_type":{"type":"string","const":"none"}}}
        ]}}}
        """;

    private const string Tunnel = """
        {"properties":{"tunnel":{"type":"boolean","title":"Tunnel"},"method":{"enum":["a","b"],"title":"Method"}},
         "dependentSchemas":{"tunnel":{"properties":{"host":{"type":"string","title":"Tunnel host"}},"required":["host"]}},
         "dependentRequired":{"tunnel":["method"]},
         "allOf":[{"if":{"properties":{"method":{"const":"a"}},"required":["method"]},"then":{"properties":{"port":{"type":"integer","title":"Port"}},"required":["port"]},"else":{"properties":{"path":{"type":"string","title":"Path"}}}}]}
        """;

    [Theory]
    [InlineData("oauth", "credentials/client_id", "c", """{"credentials":{"auth_type":"oauth","client_id":"c"}}""")]
    [InlineData("key", "credentials/api_key", "k", """{"credentials":{"auth_type":"key","api_key":"k"}}""")]
    [InlineData("none", "credentials/api_key", "k", """{"credentials":{"auth_type":"none"}}""")]
    [InlineData("key", "credentials/shared", "s", null)]
    public async Task The_variant_that_was_chosen_decides(string variant, string name, string value, string? expected)
    {
        await using var type = await OddType.OpenAsync(Variants);
        Assert.All(["Credentials", "How", "Client", "Key", "Shared"], title => Assert.Equal(1, type.Browser.Count(title)));
        type.Browser.Fill("How", variant);
        type.Browser.FillByName(name, value);
        await type.Browser.SubmitAsync();
        if (expected is null)
        {
            Assert.Contains("Key is required", type.Browser.Description("Key"), StringComparison.Ordinal);
            return;
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), type.Stored), type.Stored.ToJsonString());
    }

    [Fact]
    public async Task Only_what_counts_is_asked_for_and_kept()
    {
        await using var type = await OddType.OpenAsync(Tunnel);
        type.Browser.Fill("Tunnel host", "never mind");
        type.Browser.Fill("Port", "not a number, and of no account");
        type.Browser.Fill("Method", "b");
        type.Browser.Fill("Path", "/x");
        await type.ConnectAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"tunnel":false,"method":"b","path":"/x"}"""), type.Stored), type.Stored.ToJsonString());
    }

    [Fact]
    public async Task What_a_condition_requires_is_missed()
    {
        await using var type = await OddType.OpenAsync(Tunnel);
        type.Browser.Check("Tunnel");
        await type.Browser.SubmitAsync();
        Assert.Contains("required", type.Browser.Description("Tunnel host"), StringComparison.Ordinal);
        Assert.Contains("required", type.Browser.Description("Method"), StringComparison.Ordinal);

        type.Browser.Fill("Tunnel host", "h");
        type.Browser.Fill("Method", "a");
        await type.Browser.SubmitAsync();
        Assert.Contains("required", type.Browser.Description("Port"), StringComparison.Ordinal);

        type.Browser.Fill("Port", "22");
        await type.ConnectAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"tunnel":true,"method":"a","host":"h","port":22}"""), type.Stored), type.Stored.ToJsonString());
    }

    [Fact]
    public async Task References_and_parts_make_one_form()
    {
        await using var type = await OddType.OpenAsync("""
            {"$defs":{"secret":{"type":"string","title":"Secret","sensitive":true},"base":{"properties":{"host":{"type":"string","title":"Host"}},"required":["host"]},
              "node":{"type":"object","title":"Node","properties":{"name":{"type":"string","title":"Node name"},"child":{"$ref":"#/$defs/node","title":"Child"}}}},
             "allOf":[{"$ref":"#/$defs/base"},{"properties":{"port":{"type":"integer","title":"Port","default":1}}}],
             "properties":{"key":{"$ref":"#/$defs/secret","title":"Own title"},"node":{"$ref":"#/$defs/node"},"away":{"$ref":"https://elsewhere.example/schema","title":"Away"},"broken":{"$ref":"#/nowhere","title":"Broken"},
               "open":{"anyOf":[{"enum":["x","y"]},{"type":"string","maxLength":3}],"title":"Open"},"maybe":{"anyOf":[{"type":"integer"},{"type":"null"}],"title":"Maybe"},
               "fixed":{"const":"v1","title":"Fixed"},"pick":{"oneOf":[{"const":1,"title":"One"},{"const":2,"title":"Two"}],"title":"Pick"}},
             "required":["fixed"]}
            """);
        Assert.All(["Own title", "Host", "Port", "Node", "Node name", "Child", "Away", "Broken", "Open", "Maybe", "Fixed", "Pick"], title => Assert.True(type.Browser.Count(title) == 1, title));
        type.Browser.Fill("Own title", "hush");
        type.Browser.Fill("Host", "h");
        type.Browser.Fill("Node name", "n");
        type.Browser.Fill("Child", """{"name":"deep"}""");
        type.Browser.Fill("Open", "longer");
        type.Browser.Fill("Maybe", "3");
        type.Browser.Fill("Pick", "2");
        await type.ConnectAsync();

        var expected = JsonNode.Parse("""{"key":"hush","host":"h","port":1,"node":{"name":"n","child":{"name":"deep"}},"open":"longer","maybe":3,"fixed":"v1","pick":2}""");
        Assert.True(JsonNode.DeepEquals(expected, type.Stored), type.Stored.ToJsonString());
        Assert.DoesNotContain("hush", (await type.Host.ConnectionsAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""")]
    [InlineData("""{"properties":{"x":{"oneOf":[{"$ref":"#/properties/x"},{"$ref":"#"}]}}}""")]
    [InlineData("""{"allOf":[{"$ref":"#"},{"$ref":"#/allOf/0"},7,null,"x"],"oneOf":5,"anyOf":[true,false,null],"if":true,"then":{"properties":{"a":true}},"else":false,"dependentSchemas":[1],"dependentRequired":{"a":"b"}}""")]
    [InlineData("""{"properties":{"a":{"allOf":[{"type":"string"},{"type":"integer"}],"not":{},"enum":[],"const":null,"pattern":"(","minimum":"x","maxLength":-1,"multipleOf":0}}}""")]
    public async Task Whatever_it_says_the_form_can_be_seen_and_sent(string schema)
    {
        await using var type = await OddType.OpenAsync(schema);
        Assert.Equal(HttpStatusCode.OK, type.Browser.Status);
        await type.Browser.SubmitAsync();
        Assert.Equal(HttpStatusCode.OK, type.Browser.Status);
    }

    [Fact]
    public async Task References_that_multiply_are_cut_short()
    {
        // Each refers to the next one ten times: ten thousand million fields.
        var definitions = Enumerable.Range(0, 10).Select(i => $"\"d{i}\":{{\"type\":\"object\",\"properties\":{{{string.Join(',', Enumerable.Range(0, 10).Select(p => $"\"p{p}\":{{\"$ref\":\"#/$defs/d{i + 1}\"}}"))}}}}}");
        await using var host = await OddType.OpenAsync($"{{\"$defs\":{{{string.Join(',', definitions)},\"d10\":{{\"type\":\"string\"}}}},\"properties\":{{\"x\":{{\"$ref\":\"#/$defs/d0\"}}}}}}");
        Assert.Equal(HttpStatusCode.OK, host.Browser.Status);
    }
}
