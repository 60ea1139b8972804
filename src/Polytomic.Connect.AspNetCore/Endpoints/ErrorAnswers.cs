using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Pages;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Answers what an endpoint refuses: in JSON for a script, with a small page for a person.</summary>
internal static class ErrorAnswers
{
    public static RequestDelegate InJson(RequestDelegate endpoint) => Answer(endpoint, ProblemAnswer.WriteAsync);

    public static RequestDelegate OnAPage(RequestDelegate endpoint) => Answer(endpoint, WritePageAsync);

    /// <summary>A form post navigates: what it is answered with, a person looks at.</summary>
    public static RequestDelegate OnAPageForForms(RequestDelegate endpoint) => Answer(
        endpoint,
        (context, refusal) => context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? WritePageAsync(context, refusal)
            : ProblemAnswer.WriteAsync(context, refusal));

    private static RequestDelegate Answer(RequestDelegate endpoint, Func<HttpContext, PolytomicConnectException, Task> write) => async context =>
    {
        PrivateAnswer.Mark(context);
        try
        {
            await endpoint(context);
        }
        catch (PolytomicConnectException refusal)
        {
            RetryAfterHeader.Write(context.Response, refusal);
            await write(context, refusal);
        }
    };

    private static Task WritePageAsync(HttpContext context, PolytomicConnectException refusal)
    {
        var taken = context.RequestServices.GetRequiredService<CurrentSettings>().Value;
        var addresses = context.RequestServices.GetRequiredService<ConnectAddresses>();
        var home = ConnectAddresses.GetPathBase(context, taken) + "/";
        return ConnectPages.Error(context, refusal.Message, home).WriteAsync(context, addresses.GetPrefix(context, taken), ErrorStatus.Of(refusal.Code));
    }
}
