using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Polytomic.Connect.AspNetCore.Tests.Urls;

/// <summary>Asks a real Chromium how it reads URLs.</summary>
internal static partial class Chromium
{
    public static string? ExecutablePath { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>For each text: href, origin and, for the caller's use, the path with query and fragment; null where Chromium refuses it.</summary>
    public static async Task<IReadOnlyList<BrowserUrl?>> ReadAsync(IReadOnlyCollection<string> texts, string? relativeTo, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("chromium-urls-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, $$"""
                <!doctype html><body><script>
                const read = text => { try { const u = new URL(text, {{JsonSerializer.Serialize(relativeTo)}} ?? undefined); return { Href: u.href, Origin: u.origin }; } catch { return null; } };
                document.body.textContent = btoa(JSON.stringify({{JsonSerializer.Serialize(texts)}}.map(read)));
                </script>
                """, cancellationToken);
            var start = new ProcessStartInfo(ExecutablePath!)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList =
                {
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={folder.FullName}/profile", "--dump-dom",
                    new Uri(page).AbsoluteUri,
                },
            };
            using var process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync(cancellationToken);
            var dom = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var answer = Encoding.ASCII.GetString(Convert.FromBase64String(Body().Match(dom).Groups[1].Value));
            return JsonSerializer.Deserialize<BrowserUrl?[]>(answer)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("<body>([A-Za-z0-9+/=]*)</body>")]
    private static partial Regex Body();
}

/// <summary>What the URL object of a browser says.</summary>
internal sealed record BrowserUrl(string Href, string Origin);
