using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary><see cref="FakePolytomic"/> behind a port, for applications in other processes.</summary>
internal sealed class PolytomicServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PolytomicServer(WebApplication app, FakePolytomic polytomic)
    {
        _app = app;
        Polytomic = polytomic;
    }

    public FakePolytomic Polytomic { get; }

    public string Address => _app.Urls.First();

    public static async Task<PolytomicServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var polytomic = new FakePolytomic();
        var client = new HttpMessageInvoker(polytomic);
        app.Run(async context =>
        {
            using var request = new HttpRequestMessage(new(context.Request.Method), "https://polytomic.example" + context.Request.Path);
            using var reader = new StreamReader(context.Request.Body);
            if (HttpMethods.IsPost(context.Request.Method))
            {
                request.Content = new StringContent(await reader.ReadToEndAsync(context.RequestAborted));
            }

            using var response = await client.SendAsync(request, context.RequestAborted);
            var body = await response.Content.ReadAsStringAsync(context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body.Replace("https://polytomic.example", app.Urls.First(), StringComparison.Ordinal), context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PolytomicServer(app, polytomic);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
