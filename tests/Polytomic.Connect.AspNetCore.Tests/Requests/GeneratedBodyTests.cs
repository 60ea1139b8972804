using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore.Requests;

namespace Polytomic.Connect.AspNetCore.Tests.Requests;

public class GeneratedBodyTests(ITestOutputHelper output)
{
    private const int Runs = 100_000;

    private int _accepted;

    [Fact]
    public void Whatever_is_sent_is_read_rightly_or_refused_in_words()
    {
        var seed = (ulong)Random.Shared.NextInt64();
        output.WriteLine($"seed {seed}, 1");
        var config = Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(30).WithReplay(seed, 1);

        Prop.ForAll(Arb.From(GeneratedBodies.All), IsReadOrRefused).Check(config);

        output.WriteLine($"{_accepted} of {Runs} accepted");
        Assert.InRange(_accepted, Runs / 50, Runs / 2);
    }

    private bool IsReadOrRefused(GeneratedBody sent)
    {
        try
        {
            var body = Read(sent);
            _accepted++;
            return body.IsForm ? body.Intent is { Length: > 0 } && body.Name is null : AgreesWithJson(body, sent.Bytes);
        }
        catch (PolytomicConnectException e)
        {
            return e.Code is "invalid_request" or "unsupported_media_type" or "request_too_large" && e.Message.Length is > 10 and < 200 && !e.Message.Any(IsUnprintable);
        }
    }

    private static ConnectBody Read(GeneratedBody sent)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(sent.Bytes);
        request.ContentLength = sent.KnowsLength ? sent.Bytes.Length : null;
        if (sent.ContentType is not null)
        {
            request.Headers.ContentType = sent.ContentType;
        }

        var reading = ConnectBodyReader.ReadAsync(request, sent.SameOrigin, CancellationToken.None);
        Assert.True(reading.IsCompleted);
        return reading.Result;
    }

    /// <summary>Another parser finds the same members with the same values, and no others.</summary>
    private static bool AgreesWithJson(ConnectBody body, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var members = document.RootElement.EnumerateObject().ToArray();
        return members.Length == members.DistinctBy(m => m.Name).Count() && members.All(member => member.Name switch
        {
            "name" => body.Name == member.Value.GetString() && body.Name!.Length is >= 1 and <= 200 && !body.Name.Any(IsControl),
            "type" => body.Type == member.Value.GetString() && body.Type!.Length is >= 1 and <= 100 && !body.Type.Any(IsControl),
            "whitelist" => member.Value.EnumerateArray().Select(id => id.GetString()!).Distinct().SequenceEqual(body.Whitelist!),
            "redirect_url" => body.RedirectUrl == member.Value.GetString(),
            "dark" => body.Dark == member.Value.GetBoolean(),
            "connection" => body.Connection == member.Value.GetString() && body.Name is null && body.Type is null && body.Whitelist is null,
            "intent" => body.Intent == member.Value.GetString() && body.Name is null && body.Connection is null && body.RedirectUrl is null,
            _ => false,
        });
    }

    private static bool IsControl(char c) => char.IsControl(c);

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\u202E' or '\uFEFF';
}
