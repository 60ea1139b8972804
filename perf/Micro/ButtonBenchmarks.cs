using System.Text.Encodings.Web;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore.TagHelpers;

namespace Polytomic.Connect.Micro;

/// <summary>A page with our button beside one with the framework's own form and its antiforgery token. The request is a new one each time.</summary>
public class ButtonBenchmarks
{
    private readonly Site _site = new();
    private readonly HtmlEncoder _encoder = HtmlEncoder.Default;
    private readonly IDataProtector _protector;
    private readonly byte[] _intent = new byte[60];

    public ButtonBenchmarks() => _protector = _site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Polytomic.Connect.AspNetCore", "Intent.v1");

    [Benchmark(Baseline = true)]
    public async Task Form()
    {
        var view = CreateView(_site.CreateContext());
        var form = new FormTagHelper(_site.Services.GetRequiredService<IHtmlGenerator>()) { ViewContext = view, Method = "post", Antiforgery = true };
        var attributes = new TagHelperAttributeList { new("method", "post"), new("action", "/integrations") };
        var context = new TagHelperContext("form", attributes, new Dictionary<object, object>(), "1");
        var output = new TagHelperOutput("form", [.. attributes], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        form.Init(context);
        await form.ProcessAsync(context, output);
        output.WriteTo(TextWriter.Null, _encoder);
    }

    /// <summary>The floor of every button: its sealed intent, some 60 bytes, as text.</summary>
    [Benchmark]
    public string OneProtect() => WebEncoders.Base64UrlEncode(_protector.Protect(_intent));

    [Benchmark]
    public Task OneButton() => ButtonsAsync(1);

    [Benchmark]
    public Task TenButtons() => ButtonsAsync(10);

    private async Task ButtonsAsync(int count)
    {
        var view = CreateView(_site.CreateContext());
        for (var i = 0; i < count; i++)
        {
            var button = new PolytomicConnectTagHelper { ViewContext = view, Name = "My HubSpot connection", Type = "hubspot" };
            var attributes = new TagHelperAttributeList { new("name", "My HubSpot connection"), new("type", "hubspot"), new("class", "btn") };
            var context = new TagHelperContext("polytomic-connect", attributes, new Dictionary<object, object>(), "1");
            var output = new TagHelperOutput("polytomic-connect", [new("class", "btn")], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
            button.Init(context);
            await button.ProcessAsync(context, output);
            output.WriteTo(TextWriter.Null, _encoder);
        }
    }

    private static ViewContext CreateView(HttpContext http) => new() { HttpContext = http, FormContext = new FormContext() };
}
