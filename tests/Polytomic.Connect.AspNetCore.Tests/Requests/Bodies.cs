using System.Text;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Requests;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

/// <summary>Sends bodies through the reader without a server.</summary>
internal static class Bodies
{
    public const string Form = "application/x-www-form-urlencoded";

    public static Task<ConnectBody> ReadAsync(string body, string? contentType = "application/json", bool sameOrigin = false, Action<HttpRequest>? change = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(body), contentType, sameOrigin, change);

    public static async Task<ConnectBody> ReadAsync(byte[] body, string? contentType = "application/json", bool sameOrigin = false, Action<HttpRequest>? change = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(body);
        if (contentType is not null)
        {
            request.Headers.ContentType = contentType;
        }

        change?.Invoke(request);
        return await ConnectBodyReader.ReadAsync(request, sameOrigin, TestContext.Current.CancellationToken);
    }

    public static async Task<PolytomicConnectException> RefusedAsync(string code, Task<ConnectBody> reading)
    {
        var refusal = await Assert.ThrowsAsync<PolytomicConnectException>(() => reading);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
