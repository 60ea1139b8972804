using System.Text;
using System.Text.Json.Nodes;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Calls the health check, or the base URL where there is none.</summary>
internal sealed class ApiTester(HttpFetcher fetcher) : IConnectionTester
{
    public string Type => "api";

    public async Task<TestOutcome> TestAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        HttpTarget target;
        try
        {
            target = HttpTarget.From(configuration, JsonNodes.String(configuration["healthcheck"]));
        }
        catch (FormatException e)
        {
            return TestOutcome.Bad(e.Message);
        }

        var payload = JsonNodes.String(configuration["body"]) is { Length: > 0 } body ? Encoding.UTF8.GetBytes(body) : null;
        var method = payload is null ? HttpMethod.Get : HttpMethod.Post;
        var (page, error) = await fetcher.SendAsync(method, target, payload, headers: null, cancellationToken);
        if (page is null)
        {
            return TestOutcome.Bad(error!);
        }

        var answer = $"{HttpFetcher.Called(method, page.Url)} answered {page.StatusLine}";
        return page.IsSuccess ? TestOutcome.Good(answer) : TestOutcome.Bad($"{answer}.");
    }
}
