using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Polytomic.Connect.AspNetCore.Tests.Testing;

/// <summary>A Polytomic at the other end of real sockets, which answers each request with whatever bytes a test wants on the wire.</summary>
internal sealed class RawPolytomic : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly Func<RawExchange, Task> _answer;
    private readonly Task _accepting;

    public RawPolytomic(Func<RawExchange, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    /// <summary>The tries at starting a session.</summary>
    public IReadOnlyList<RawRequest> Starts => [.. _requests.Where(request => request.Line.StartsWith("POST ", StringComparison.Ordinal))];

    /// <summary>Answers every request with a status line, headers and a body.</summary>
    public static RawPolytomic Answering(string status, string body = "", params string[] headers) =>
        new(exchange => exchange.AnswerAsync(status, body, headers));

    /// <summary>An address on which nobody listens.</summary>
    public static string NobodyThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (await ReadAsync(client.GetStream()) is { } request)
                {
                    _requests.Enqueue(request);
                    await _answer(new RawExchange(client, request, _stopping.Token));
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The product hung up, or the test is over.
            }
        }
    }

    private async Task<RawRequest?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(bytes))
        {
            if (await stream.ReadAsync(one, _stopping.Token) == 0)
            {
                return null;
            }

            bytes.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, _stopping.Token);
        return new RawRequest(lines[0], headers, Encoding.UTF8.GetString(body));
    }

    private static bool EndsHead(List<byte> bytes) => bytes.Count >= 4 && bytes[^4..] is [13, 10, 13, 10];
}

internal sealed record RawRequest(string Line, Dictionary<string, string> Headers, string Body)
{
    public string Path => Line.Split(' ')[1];
}

/// <summary>One request and the wire on which to answer it. The connection is closed afterwards.</summary>
internal sealed class RawExchange(TcpClient client, RawRequest request, CancellationToken stopping)
{
    private readonly NetworkStream _stream = client.GetStream();

    public RawRequest Request => request;

    public CancellationToken Stopping => stopping;

    /// <summary>An answer with nothing wrong about its form.</summary>
    public Task AnswerAsync(string status, string body, params string[] headers) => AnswerAsync(status, Encoding.UTF8.GetBytes(body), headers);

    public async Task AnswerAsync(string status, byte[] body, params string[] headers)
    {
        await HeadAsync(status, [$"Content-Length: {body.Length}", .. headers]);
        await WriteAsync(body);
    }

    /// <summary>The head of an answer; without a length among the headers it ends where the connection ends.</summary>
    public Task HeadAsync(string status, params string[] headers) =>
        WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"));

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, stopping);

    public async Task DripAsync(string text)
    {
        foreach (var character in text)
        {
            await WriteAsync(character.ToString());
            await Task.Delay(TimeSpan.FromSeconds(1), stopping);
        }
    }

    /// <summary>Says nothing until the other side hangs up.</summary>
    public async Task StaySilentAsync()
    {
        var one = new byte[1];
        while (await _stream.ReadAsync(one, stopping) > 0)
        {
        }
    }

    /// <summary>Resets the connection: what was not read yet is lost.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }
}
