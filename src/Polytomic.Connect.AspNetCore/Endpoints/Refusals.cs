using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Addresses;
using Polytomic.Connect.AspNetCore.Configuration;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Pages;

namespace Polytomic.Connect.AspNetCore.Endpoints;

/// <summary>Turns what an endpoint refuses into its answer: JSON for a script, a small page for a person.</summary>
internal sealed class Refusals(CurrentSettings settings, ConnectAddresses addresses)
{
    public RequestDelegate InJson(RequestDelegate endpoint) => async context =>
    {
        try
        {
            await endpoint(context);
        }
        catch (PolytomicConnectException refusal)
        {
            await ProblemAnswer.WriteAsync(context, refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    };

    public RequestDelegate OnAPage(RequestDelegate endpoint) => async context =>
    {
        try
        {
            await endpoint(context);
        }
        catch (PolytomicConnectException refusal)
        {
            await WritePageAsync(context, refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    };

    /// <summary>A form post navigates: what it is answered with, a person looks at.</summary>
    public RequestDelegate InTheFormOfTheRequest(RequestDelegate endpoint)
    {
        var (json, page) = (InJson(endpoint), OnAPage(endpoint));
        return context => context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? page(context)
            : json(context);
    }

    private Task WritePageAsync(HttpContext context, PolytomicConnectException refusal)
    {
        var taken = settings.Value;
        ProblemAnswer.SetHeaders(context.Response, refusal);
        var home = ConnectAddresses.GetPathBase(context, taken) + "/";
        return ConnectPages.Error(context, refusal.Message, home).WriteAsync(context, addresses.GetPrefix(context, taken), ErrorStatus.Of(refusal.Code));
    }
}
