using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MyApp.Tests;

public class ExpiryTests(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    [Fact]
    public async Task A_session_that_nobody_finishes_expires()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(100) };
        await using var factory = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        using var client = factory.CreateClient();
        var answer = await client.PostAsJsonAsync("/_/api/connections/connect", new { name = "Mine", type = "postgresql" });
        var session = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["data"]!["session"]!.GetValue<string>();

        time.Advance(TimeSpan.FromMinutes(31));
        var status = await client.GetFromJsonAsync<JsonObject>($"/_/api/connect_status?session={session}");

        Assert.Equal("expired", status!["data"]!["status"]!.GetValue<string>());
    }
}
