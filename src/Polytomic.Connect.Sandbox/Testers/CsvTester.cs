using System.Text;
using System.Text.Json.Nodes;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Fetches the file and reads its columns.</summary>
internal sealed class CsvTester(HttpFetcher fetcher) : IConnectionTester
{
    private const int MaxColumnsShown = 12;

    public string Type => "csv";

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

        var (page, error) = await fetcher.SendAsync(HttpMethod.Get, target, body: null, headers: null, cancellationToken);
        if (page is null)
        {
            return TestOutcome.Bad(error!);
        }

        var called = HttpFetcher.Called(HttpMethod.Get, page.Url);
        if (!page.IsSuccess)
        {
            return TestOutcome.Bad($"{called} answered {page.StatusLine}.");
        }

        var columns = Columns(page.Text);
        if (page.MediaType == "text/html" || columns.Count == 0 || columns.TrueForAll(string.IsNullOrWhiteSpace))
        {
            return TestOutcome.Bad($"{called} answered something that is no CSV file.");
        }

        var shown = string.Join(", ", columns.Take(MaxColumnsShown));
        return TestOutcome.Good(columns.Count > MaxColumnsShown ? $"Columns: {shown} and {columns.Count - MaxColumnsShown} more" : $"Columns: {shown}");
    }

    /// <summary>The first record; quoted names may hold commas, quotes and line breaks.</summary>
    internal static List<string> Columns(string text)
    {
        var columns = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        for (; position < text.Length; position++)
        {
            var c = text[position];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (position + 1 < text.Length && text[position + 1] == '"')
                {
                    cell.Append('"');
                    position++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                columns.Add(cell.ToString());
                cell.Clear();
            }
            else if (c is '\r' or '\n')
            {
                break;
            }
            else
            {
                cell.Append(c);
            }
        }

        columns.Add(cell.ToString());
        return columns;
    }
}
