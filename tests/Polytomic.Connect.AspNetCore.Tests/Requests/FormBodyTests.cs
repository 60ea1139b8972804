using System.Text;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Requests;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class FormBodyTests
{
    [Theory]
    [InlineData("intent=abc-_", "abc-_", null)]
    [InlineData("dark=true&intent=a%2Bb+c", "a+b c", true)]
    [InlineData("&intent=a&&dark=false&", "a", false)]
    [InlineData("%69ntent=%C3%A9", "\u00E9", null)]
    [InlineData("intent=%zz%4", "%zz%4", null)]
    public async Task Reads_the_form_of_the_tag_helper(string form, string intent, bool? dark)
    {
        var body = await Bodies.ReadAsync(form, Bodies.Form);
        Assert.Equal((intent, dark, true), (body.Intent, body.Dark, body.IsForm));
    }

    [Theory]
    [InlineData("", "'intent'")]
    [InlineData("dark=true", "'intent'")]
    [InlineData("intent=", "'intent'")]
    [InlineData("intent", "'intent'")]
    [InlineData("intent=a&intent=a", "'intent'")]
    [InlineData("intent=a&dark=true&dark=true", "'dark'")]
    [InlineData("intent=a&dark=yes", "'dark'")]
    [InlineData("intent=a&dark=", "'dark'")]
    [InlineData("intent=a&name=x", "'name'")]
    [InlineData("intent=a&organization_id=x", "'organization_id'")]
    [InlineData("intent=a&%0d%0a=x", "'??'")]
    [InlineData("intent=a&=x", "''")]
    [InlineData("{\"intent\":\"a\"}", "'{\"intent\":\"a\"}'")]
    public async Task Refuses_by_name(string form, string named)
    {
        var refusal = await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync(form, Bodies.Form));
        Assert.Contains(named, refusal.Message);
        refusal = await Bodies.RefusedAsync("invalid_request", ReadBeforehandAsync(form));
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public async Task Refuses_invalid_utf8()
    {
        Assert.Contains("'intent'", (await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync("intent=%ff", Bodies.Form))).Message);
        Assert.Contains("'dark'", (await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync([.. "dark="u8, 0xC3], Bodies.Form))).Message);
        await Bodies.RefusedAsync("invalid_request", Bodies.ReadAsync("%ED%A0%80=x", Bodies.Form));
    }

    [Fact]
    public async Task A_form_that_somebody_read_before_is_still_read()
    {
        var body = await ReadBeforehandAsync("intent=abc&dark=true");
        Assert.Equal(("abc", (bool?)true, true), (body.Intent, body.Dark, body.IsForm));
    }

    private static async Task<ConnectBody> ReadBeforehandAsync(string form)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = Bodies.Form;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        await request.ReadFormAsync(TestContext.Current.CancellationToken);
        return await ConnectBodyReader.ReadAsync(request, sameOrigin: true, TestContext.Current.CancellationToken);
    }
}
