using Microsoft.Playwright;

namespace MvcSample.Tests.Fixtures;

/// <summary>The form of the modal that asks for a PostgreSQL server.</summary>
internal sealed class PostgresForm(IPage modal, PostgresServer server)
{
    public static readonly string[] Fields = ["Hostname", "Username", "Password", "Database", "Port"];

    public ILocator Field(string title) => modal.GetByLabel(title, new() { Exact = true });

    /// <summary>Types what leads to the test run's own server, and connects.</summary>
    public async Task ConnectAsync(string password = PostgresServer.Password)
    {
        await Field("Hostname").FillAsync(PostgresServer.Host);
        await Field("Username").FillAsync(PostgresServer.User);
        await Field("Database").FillAsync(PostgresServer.Database);
        await Field("Port").FillAsync($"{server.Port}");
        await Field("Use SSL").UncheckAsync();
        await SubmitAsync(password);
    }

    public async Task SubmitAsync(string? password)
    {
        if (password is not null)
        {
            await Field("Password").FillAsync(password);
        }

        await modal.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
    }

    /// <summary>Connects in a popup, which closes itself then.</summary>
    public async Task ConnectAndCloseAsync(string password = PostgresServer.Password)
    {
        var closed = modal.ClosedAsync();
        await ConnectAsync(password);
        await closed;
    }
}
