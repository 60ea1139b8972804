using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

// A host small enough to be trimmed or compiled ahead of time: starts, makes one connection with itself as Polytomic, and says how long it took.
const string Address = "http://127.0.0.1:5920";
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(Address);
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["PolytomicConnect:Token"] = "token",
    ["PolytomicConnect:BaseUrl"] = Address + "/polytomic",
    ["PolytomicConnect:Policies:All:Integrations:0"] = "*",
});
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddPolytomicConnect();
var app = builder.Build();
string? made = null;
app.Use((http, next) =>
{
    http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "alice")], "Stub"));
    return next(http);
});
app.MapPost("/polytomic/api/connections/connect", async http =>
{
    made = (await new StreamReader(http.Request.Body).ReadToEndAsync()).Split('"')[3];
    await http.Response.WriteAsync($$$"""{"data":{"redirect_url":"{{{Address}}}/polytomic/connect"}}""");
});
app.MapGet("/polytomic/api/connections", http => http.Response.WriteAsync(
    $$$"""{"data":[{"id":"1","name":"{{{made}}}","type":{"id":"hubspot"},"created_at":"{{{TimeProvider.System.GetUtcNow():O}}}"}]}"""));
app.MapPolytomicConnect();
await app.StartAsync();

// By the kernel's clock, to 10 ms.
var ticks = long.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[19], CultureInfo.InvariantCulture);
var started = (double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture) * 1000) - (ticks * 10);

using var client = new HttpClient { BaseAddress = new Uri(Address) };
using var ask = new StringContent("""{"name":"Mine","type":"hubspot"}""", Encoding.UTF8, "application/json");
using var answer = await client.PostAsync("/_/api/connections/connect", ask);
var text = await answer.Content.ReadAsStringAsync();
var session = text.Split('"')[^2];
var status = await client.GetStringAsync("/_/api/connect_status?session=" + session);
var script = await client.GetStringAsync("/_/api/connect.js");
await app.StopAsync();
var works = status.Contains("\"connected\"", StringComparison.Ordinal) && script.Length > 500;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(works ? "works" : "does not work: " + text + status)}, started in {started:F0} ms"));
return works ? 0 : 1;
