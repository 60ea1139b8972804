using System.Globalization;
using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Forms;

/// <summary>The bounds that a schema sets, those that it gets wrong, and sizes that nobody expects.</summary>
public class LimitTests
{
    [Theory]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$"}""", "abc", "ABC")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "abc", "a")]
    [InlineData("""{"type":"string","maxLength":3}""", "\U0001F600\U0001F600\U0001F600", "abcd")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":65535}""", "65535", "65536")]
    [InlineData("""{"type":"integer","maximum":9007199254740993}""", "9007199254740993", "9007199254740994")]
    [InlineData("""{"type":"integer","minimum":"5"}""", "5", "4")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""", "0.5", "1")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":2,"maxItems":3}""", "a\nb", "a")]
    [InlineData("""{"type":"array","items":{"type":"string"},"uniqueItems":true}""", "a\nb", "a\na")]
    [InlineData("""{"type":["integer","string"],"maximum":5,"maxLength":3}""", "5", "6")]
    public async Task Are_kept(string schema, string good, string bad)
    {
        await using var type = await OddType.OpenAsync("""{"properties":{"x":{"title":"X","allOf":[*]}}}""".Replace("*", schema, StringComparison.Ordinal));
        type.Browser.Fill("X", bad);
        await type.Browser.SubmitAsync();
        Assert.NotEqual("", type.Browser.Description("X"));
        Assert.Equal(bad, type.Browser.Value("X"));

        type.Browser.Fill("X", good);
        await type.ConnectAsync();
    }

    [Theory]
    [InlineData("integer", "9223372036854775808")]
    [InlineData("integer", "-123456789012345678901234567890")]
    [InlineData("number", "3.14159265358979323846264338327950288")]
    [InlineData("number", "1e300")]
    public async Task A_number_keeps_every_digit(string kind, string number)
    {
        await using var type = await OddType.OpenAsync(Field($"\"{kind}\""));
        type.Browser.Fill("X", number);
        await type.ConnectAsync();
        Assert.Equal($$"""{"x":{{number}}}""", type.Stored.ToJsonString());
        Assert.Equal(number, (await type.Host.ConnectionsAsync())[0]!["configuration"]!["x"]!.ToJsonString());
    }

    [Theory]
    [InlineData("integer", "5.5")]
    [InlineData("integer", "NaN")]
    [InlineData("number", "Infinity")]
    [InlineData("number", "{}")]
    [InlineData("number", "1,5")]
    public async Task What_is_no_number_is_told(string kind, string text)
    {
        await using var type = await OddType.OpenAsync(Field($"\"{kind}\""));
        type.Browser.Fill("X", text);
        await type.Browser.SubmitAsync();
        Assert.Contains("number", type.Browser.Description("X"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_without_an_end_holds_up_nobody()
    {
        await using var type = await OddType.OpenAsync("""{"properties":{"x":{"type":"string","title":"X","pattern":"^(a+)+$"}}}""");
        type.Browser.Fill("X", new string('a', 5000) + "!");
        await type.ConnectAsync();
    }

    [Fact]
    public async Task A_thousand_fields_are_one_form()
    {
        var fields = Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""
            "f{{i}}":{"type":"string","title":"Field {{i}}"}
            """));
        await using var type = await OddType.OpenAsync($"{{\"properties\":{{{string.Join(',', fields)}}}}}");
        for (var i = 0; i < 1000; i++)
        {
            type.Browser.FillByName(string.Create(CultureInfo.InvariantCulture, $"f{i}"), "v");
        }

        await type.ConnectAsync();
        Assert.Equal(1000, type.Stored.Count);
    }

    private static string Field(string kind) => """{"properties":{"x":{"type":*,"title":"X"}}}""".Replace("*", kind, StringComparison.Ordinal);
}
