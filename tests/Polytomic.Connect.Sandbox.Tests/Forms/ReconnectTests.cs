using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Forms;

/// <summary>A stored configuration in its form: what is not touched stays, whatever it is.</summary>
public class ReconnectTests
{
    private const string EverySecret = """
        {"properties":{
          "flag":{"type":"boolean","title":"Flag","sensitive":true},
          "count":{"type":"integer","title":"Count","sensitive":true},
          "mode":{"type":"string","title":"Mode","enum":["a","b"],"sensitive":true},
          "kinds":{"type":"array","title":"Kinds","items":{"enum":["x","y"]},"sensitive":true},
          "lines":{"type":"array","title":"Lines","items":{"type":"string","sensitive":true}},
          "any":{"type":"object","title":"Any","sensitive":true},
          "map":{"type":"object","title":"Map","additionalProperties":{"type":"string","password":true}},
          "whole":{"type":"object","title":"Whole","sensitive":true,"properties":{"inner":{"type":"boolean","title":"Inner"}}},
          "group":{"type":"object","title":"Group","properties":{"token":{"type":"string","title":"Token","writeOnly":true}}},
          "rows":{"type":"array","title":"Rows","items":{"type":"object","properties":{"token":{"type":"string","title":"Row token","sensitive":true}}}},
          "open":{"type":"string","title":"Open"}
        }}
        """;

    private const string EveryValue = """
        {"flag":true,"count":7,"mode":"b","kinds":["y"],"lines":["l1","l2"],"any":{"a":1},"map":{"k":"v"},"whole":{"inner":true},"group":{"token":"t"},"rows":[{"token":"r1"},{"token":"r2"}],"open":"o"}
        """;

    private const string Headers = """
        {"properties":{"headers":{"type":"array","title":"Headers","items":{"type":"object","properties":{"name":{"type":"string","title":"Name"},"value":{"type":"string","title":"Value","sensitive":true},"id":{"type":"string","hidden":true}}}}}}
        """;

    [Fact]
    public async Task What_is_secret_stays_when_it_is_left_empty()
    {
        await using var type = await OddType.OpenAsync(EverySecret);
        await type.OpenAgainAsync(EveryValue);
        Assert.DoesNotContain("value=\"t\"", type.Browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", type.Browser.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(" selected", type.Browser.Html, StringComparison.Ordinal);

        await type.ConnectAsync();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(EveryValue), type.Stored), type.Stored.ToJsonString());
    }

    [Fact]
    public async Task And_changes_when_it_is_filled_in()
    {
        await using var type = await OddType.OpenAsync(EverySecret);
        await type.OpenAgainAsync(EveryValue);
        type.Browser.Fill("Flag", "false");
        type.Browser.Fill("Count", "8");
        type.Browser.Fill("Mode", "a");
        type.Browser.FillByName("kinds", "x");
        type.Browser.Fill("Token", "t2");
        type.Browser.FillByName("rows/1/token", "r3");

        await type.ConnectAsync();

        var expected = JsonNode.Parse("""
            {"flag":false,"count":8,"mode":"a","kinds":["x"],"lines":["l1","l2"],"any":{"a":1},"map":{"k":"v"},"whole":{"inner":true},"group":{"token":"t2"},"rows":[{"token":"r1"},{"token":"r3"}],"open":"o"}
            """);
        Assert.True(JsonNode.DeepEquals(expected, type.Stored), type.Stored.ToJsonString());
    }

    [Fact]
    public async Task A_secret_goes_with_its_row()
    {
        await using var type = await OddType.OpenAsync(Headers);
        await type.OpenAgainAsync("""{"headers":[{"name":"a","value":"1","id":"i"},{"name":"b","value":"2"},{"name":"b","value":"3"},{"name":"d","value":"4"}]}""");

        await type.Browser.SubmitAsync("~remove", "headers/0");
        await type.Browser.SubmitAsync("~up", "headers/2");
        Assert.Equal(3, type.Browser.Count("Name"));
        type.Browser.FillByName("headers/2/name", "renamed");
        await type.ConnectAsync();

        Assert.Equal("""[{"name":"b","value":"2"},{"name":"d","value":"4"},{"name":"renamed","value":"3"}]""", type.Stored["headers"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_row_or_a_group_hides_stays_with_it()
    {
        await using var type = await OddType.OpenAsync(Headers);
        await type.OpenAgainAsync("""{"headers":[{"name":"a","value":"1","id":"i"}],"unnamed":5}""");
        type.Browser.FillByName("headers/0/value", "2");
        await type.ConnectAsync();

        Assert.Equal("""{"headers":[{"name":"a","value":"2","id":"i"}],"unnamed":5}""", type.Stored.ToJsonString());
    }

    [Fact]
    public async Task A_row_that_was_emptied_is_gone()
    {
        await using var type = await OddType.OpenAsync(Headers);
        await type.OpenAgainAsync("""{"headers":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}""");
        type.Browser.FillByName("headers/0/name", "");
        await type.ConnectAsync();

        Assert.Equal("""[{"name":"b","value":"2"}]""", type.Stored["headers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("headers/0/~row", "99")]
    [InlineData("headers/0/~row", "-1")]
    [InlineData("headers/0/~row", "x")]
    [InlineData("headers/99999999999/name", "x")]
    [InlineData("headers/-1/name", "x")]
    [InlineData("~remove", "headers/7")]
    [InlineData("~remove", "")]
    [InlineData("~up", "headers/x")]
    [InlineData("~up", "headers/0")]
    [InlineData("~add", "nothing")]
    public async Task Row_names_that_nobody_gave_do_no_harm(string name, string value)
    {
        await using var type = await OddType.OpenAsync(Headers);
        await type.OpenAgainAsync("""{"headers":[{"name":"a","value":"1"}]}""");
        type.Browser.FillByName(name, value);
        await type.Browser.SubmitAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, type.Browser.Status);
    }

    [Fact]
    public async Task Two_rows_that_look_alike_keep_a_secret_each_through_the_API()
    {
        await using var type = await OddType.OpenAsync(Headers);
        await type.OpenAgainAsync("""{"headers":[{"name":"b","value":"2"},{"name":"b","value":"3"}]}""");
        var id = (await type.Host.ConnectionsAsync())[0]!["id"];

        await type.Host.SendAsync(HttpMethod.Put, $"connections/{id}", """{"name":"Stored","configuration":{"headers":[{"name":"b","value":"********"},{"name":"b","value":"********"}]}}""");

        Assert.Equal("""[{"name":"b","value":"2"},{"name":"b","value":"3"}]""", type.Stored["headers"]!.ToJsonString());
    }

    [Fact]
    public async Task Names_cannot_ask_for_more_rows_than_there_can_be()
    {
        await using var type = await OddType.OpenAsync("""
            {"properties":{"a":{"type":"array","title":"A","items":{"type":"object","properties":{"b":{"type":"array","title":"B","items":{"type":"object","properties":{"c":{"type":"integer","title":"C"}}}}}}}}}
            """);
        for (var i = 0; i < 900; i++)
        {
            type.Browser.FillByName($"a/{i}/b/900/c", "x");
        }

        await type.Browser.SubmitAsync();

        Assert.InRange(type.Browser.Count("C"), 1, 3000);
    }
}
