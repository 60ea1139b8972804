namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class BodyFormatTests
{
    private const string Json = """{"name":"x"}""";

    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/json; profile=x")]
    public async Task Takes_json(string contentType) => Assert.Equal("x", (await Bodies.ReadAsync(Json, contentType)).Name);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    public async Task Takes_plain_text_from_the_same_origin_only(string contentType)
    {
        Assert.Equal("x", (await Bodies.ReadAsync(Json, contentType, sameOrigin: true)).Name);
        await Bodies.RefusedAsync("unsupported_media_type", Bodies.ReadAsync(Json, contentType, sameOrigin: false));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("json")]
    [InlineData("text/html")]
    [InlineData("text/json")]
    [InlineData("application/problem+json")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json, application/json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-8; charset=utf-16")]
    [InlineData("application/json; charset")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1")]
    public async Task Refuses_other_media_types(string? contentType) =>
        await Bodies.RefusedAsync("unsupported_media_type", Bodies.ReadAsync(Json, contentType, sameOrigin: true));

    [Fact]
    public async Task Refuses_two_media_types() =>
        await Bodies.RefusedAsync("unsupported_media_type", Bodies.ReadAsync(Json, null, change: r => r.Headers.ContentType = new(["application/json", "text/plain"])));

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    [InlineData("")]
    public async Task Refuses_compressed_bodies(string encoding) =>
        await Bodies.RefusedAsync("unsupported_media_type", Bodies.ReadAsync(Json, change: r => r.Headers.ContentEncoding = encoding));

    [Fact]
    public async Task Takes_the_identity_encoding() => Assert.Equal("x", (await Bodies.ReadAsync(Json, change: r => r.Headers.ContentEncoding = "identity")).Name);
}
