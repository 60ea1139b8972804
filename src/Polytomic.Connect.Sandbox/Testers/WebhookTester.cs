using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;
using Polytomic.Connect.Sandbox.Sessions;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Posts a test that is signed with the connection's secret, which is made here when there is none yet.</summary>
internal sealed class WebhookTester(HttpFetcher fetcher, TimeProvider time) : IConnectionTester
{
    /// <summary><c>t={unix seconds},v1={hex HMAC-SHA256 of "{t}.{body}" under the secret}</c>.</summary>
    public const string SignatureHeader = "X-Sandbox-Signature";

    public string Type => "webhook";

    public async Task<TestOutcome> TestAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        HttpTarget target;
        try
        {
            target = HttpTarget.From(configuration);
        }
        catch (FormatException e)
        {
            return TestOutcome.Bad(e.Message);
        }

        if (JsonNodes.String(configuration["secret"]) is not { Length: > 0 } secret)
        {
            secret = RandomToken.Create();
            configuration["secret"] = secret;
        }

        var body = """{"event":"test","rows":[]}""";
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string> { [SignatureHeader] = $"t={at},v1={Sign(secret, $"{at}.{body}")}" };
        var (page, error) = await fetcher.SendAsync(HttpMethod.Post, target, Encoding.UTF8.GetBytes(body), headers, cancellationToken);
        if (page is null)
        {
            return TestOutcome.Bad(error!);
        }

        var answer = $"{HttpFetcher.Called(HttpMethod.Post, page.Url)} answered {page.StatusLine}";
        return page.IsSuccess ? TestOutcome.Good(answer) : TestOutcome.Bad($"{answer}.");
    }

    private static string Sign(string secret, string text) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
}
