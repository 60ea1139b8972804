using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.TestHost;

namespace Polytomic.Connect.Sandbox.Tests.Support;

/// <summary>A browser without script: keeps cookies, follows redirects, fills in forms by their labels.</summary>
internal sealed partial class ModalBrowser(TestServer server)
{
    private readonly CookieContainer _cookies = new();
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public string Html { get; private set; } = "";

    public Uri Url { get; private set; } = new("http://localhost/");

    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Last { get; private set; } = null!;

    public string Title => WebUtility.HtmlDecode(TitlePattern().Match(Html).Groups[1].Value);

    /// <summary>The text of the page, as a person reads it.</summary>
    public string Text => WebUtility.HtmlDecode(TagPattern().Replace(Html, " "));

    public string? Refresh => Last.Headers.TryGetValues("Refresh", out var values) ? values.Single() : null;

    public Task OpenAsync(string url) => SendAsync(HttpMethod.Get, new Uri(Url, url), content: null);

    public Task FollowAsync(string linkText)
    {
        var link = LinkPattern().Matches(Html).FirstOrDefault(m => WebUtility.HtmlDecode(TagPattern().Replace(m.Groups[2].Value, "")).Trim() == linkText);
        Assert.True(link is not null, $"There is no link '{linkText}' in: {Text}");
        return OpenAsync(WebUtility.HtmlDecode(link.Groups[1].Value));
    }

    public void Fill(string label, string value) => _values[Name(label)] = [value];

    public void Check(string label, bool on = true) => _values[Name(label)] = on ? ["true"] : [];

    public void FillByName(string name, params string[] values) => _values[name] = [.. values];

    /// <summary>What a text control shows.</summary>
    public string Value(string label)
    {
        var control = Control(label);
        return control.StartsWith("<textarea", StringComparison.Ordinal)
            ? WebUtility.HtmlDecode(control[(control.IndexOf('>') + 1)..^"</textarea>".Length]).TrimStart('\n')
            : WebUtility.HtmlDecode(Attribute(control, "value") ?? "");
    }

    public bool HasLabel(string label) => LabelPattern().Matches(Html).Any(m => WebUtility.HtmlDecode(m.Groups[2].Value) == label);

    /// <summary>How many controls, or groups of them, have this title.</summary>
    public int Count(string title) => LabelPattern().Matches(Html).Count(m => WebUtility.HtmlDecode(m.Groups[2].Value) == title)
        + Regex.Matches(Html, "<legend>(.*?)</legend>").Count(m => WebUtility.HtmlDecode(m.Groups[1].Value) == title);

    /// <summary>The text that describes a control: its error, its help.</summary>
    public string Description(string label)
    {
        var ids = Attribute(Control(label), "aria-describedby")?.Split(' ') ?? [];
        return string.Join(' ', ids.Select(id => WebUtility.HtmlDecode(Regex.Match(Html, $"<p[^>]*id=\"{id}\"[^>]*>(.*?)</p>", RegexOptions.Singleline).Groups[1].Value)));
    }

    public Task SubmitAsync(string? name = null, string? value = null)
    {
        var form = Regex.Match(Html, "<form method=\"post\"[^>]*>(.*?)</form>", RegexOptions.Singleline);
        Assert.True(form.Success, $"There is no form in: {Text}");
        var content = new MultipartFormDataContent();
        foreach (var (key, texts) in Defaults(form.Groups[1].Value).Where(d => !_values.ContainsKey(d.Key)).Concat(_values))
        {
            foreach (var text in texts)
            {
                content.Add(new StringContent(text), $"\"{key}\"");
            }
        }

        if (name is not null)
        {
            content.Add(new StringContent(value ?? ""), $"\"{name}\"");
        }

        var action = WebUtility.HtmlDecode(Attribute(form.Value[..(form.Value.IndexOf('>') + 1)], "action"))!;
        return SendAsync(HttpMethod.Post, new Uri(Url, action), content);
    }

    public async Task SendAsync(HttpMethod method, Uri url, HttpContent? content)
    {
        using var client = server.CreateClient();
        for (var hop = 0; ; hop++)
        {
            Assert.True(hop < 10, "Too many redirects.");
            using var request = new HttpRequestMessage(method, url) { Content = content };
            if (_cookies.GetCookieHeader(url) is { Length: > 0 } cookies)
            {
                request.Headers.Add("Cookie", cookies);
            }

            var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                _cookies.SetCookies(url, cookie);
            }

            if (response.StatusCode == HttpStatusCode.SeeOther)
            {
                (method, content, url) = (HttpMethod.Get, null, new Uri(url, response.Headers.Location!));
                continue;
            }

            Last = response;
            Status = response.StatusCode;
            Url = url;
            Html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            _values.Clear();
            return;
        }
    }

    private string Name(string label) => WebUtility.HtmlDecode(Attribute(Control(label), "name")!);

    private string Control(string label)
    {
        var found = LabelPattern().Matches(Html).FirstOrDefault(m => WebUtility.HtmlDecode(m.Groups[2].Value) == label);
        Assert.True(found is not null, $"There is no label '{label}' in: {Text}");
        return Regex.Match(Html, $"<(input|select)[^>]* id=\"{found.Groups[1].Value}\"[^>]*>|<textarea id=\"{found.Groups[1].Value}\"[^>]*>.*?</textarea>", RegexOptions.Singleline).Value;
    }

    // What a browser would send of controls that nobody touched.
    private static IEnumerable<KeyValuePair<string, List<string>>> Defaults(string form)
    {
        var defaults = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        void Add(string tag, string? value)
        {
            if (Attribute(tag, "name") is { } name && value is not null)
            {
                name = WebUtility.HtmlDecode(name);
                if (!defaults.TryGetValue(name, out var list))
                {
                    defaults[name] = list = [];
                }

                list.Add(WebUtility.HtmlDecode(value));
            }
        }

        foreach (Match input in Regex.Matches(form, "<input[^>]*>"))
        {
            var isCheckbox = input.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal);
            if (!input.Value.Contains("type=\"file\"", StringComparison.Ordinal) && (!isCheckbox || Regex.IsMatch(input.Value, " checked[ >]")))
            {
                Add(input.Value, Attribute(input.Value, "value") ?? "");
            }
        }

        foreach (Match area in Regex.Matches(form, "(<textarea[^>]*>)(.*?)</textarea>", RegexOptions.Singleline))
        {
            Add(area.Groups[1].Value, area.Groups[2].Value.StartsWith("&#xA;", StringComparison.Ordinal) ? area.Groups[2].Value["&#xA;".Length..] : area.Groups[2].Value.TrimStart('\n'));
        }

        foreach (Match select in Regex.Matches(form, "(<select[^>]*>)(.*?)</select>", RegexOptions.Singleline))
        {
            var options = Regex.Matches(select.Groups[2].Value, "<option[^>]*>").Select(o => o.Value).ToList();
            var chosen = options.FirstOrDefault(o => Regex.IsMatch(o, " selected[ >]")) ?? options.FirstOrDefault();
            Add(select.Groups[1].Value, chosen is null ? null : Attribute(chosen, "value") ?? "");
        }

        return defaults;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<title>(.*?)</title>")]
    private static partial Regex TitlePattern();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagPattern();

    [GeneratedRegex("<a [^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("<label for=\"([^\"]*)\"[^>]*>(.*?)</label>")]
    private static partial Regex LabelPattern();
}
