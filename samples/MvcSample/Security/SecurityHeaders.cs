using Microsoft.Extensions.Options;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Security;

/// <summary>
/// A strict Content-Security-Policy for every page of the app, and the headers that go with it. Set before the page is made, so that a page
/// with a policy of its own (the completion page) replaces it.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptionsMonitor<PolytomicConnectOptions> connect)
{
    private readonly string _policy = Policy(connect.CurrentValue);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }

    // Where there is no JavaScript, the button is a form whose answer sends the browser to the modal: form-action has to name it.
    private static string Policy(PolytomicConnectOptions connect)
    {
        var modal = string.Join(' ', connect.ModalOrigins.Prepend(new Uri(connect.BaseUrl).GetLeftPart(UriPartial.Authority)));
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + $"form-action 'self' {modal}; base-uri 'none'; frame-ancestors 'none'";
    }
}
