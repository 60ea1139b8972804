using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using Polytomic.Connect.Packages.Tests.Packages;
using static Microsoft.Playwright.Assertions;

namespace Polytomic.Connect.Packages.Tests.NewApps;

/// <summary>A team adds the packages to the application that it has, by the README alone.</summary>
[Collection(nameof(PackedPackages))]
public sealed class NewAppTests(PackedPackages packages, Chromium chromium, PostgresServer postgres) : IClassFixture<Chromium>, IClassFixture<PostgresServer>
{
    [Fact]
    public void It_takes_four_lines_one_of_them_a_tag()
    {
        var steps = ReadmeSteps.Add;

        Assert.Equal(4, steps.Lines["csharp"].Length + steps.Lines["html"].Length);
        Assert.StartsWith("<polytomic-connect ", Assert.Single(steps.ViewLines));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task An_MVC_application_with_accounts_connects_a_database(string framework)
    {
        await using var app = await NewApp.StartAsync(packages.Feed, framework, "Views", "Views/Home/Index.cshtml", ["mvc", "--auth", "Individual"]);
        var page = await ArriveAsync(app);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Connect PostgreSQL" })).ToHaveCountAsync(0);

        await RegisterAsync(page);

        await ConnectAsync(page, app);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task A_Razor_Pages_application_without_accounts_connects_a_database(string framework)
    {
        await using var app = await NewApp.StartAsync(packages.Feed, framework, "Pages", "Pages/Index.cshtml", ["webapp"], letVisitorsIn: true);

        await ConnectAsync(await ArriveAsync(app), app);
    }

    private async Task<IPage> ArriveAsync(NewApp app)
    {
        var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Url });
        context.SetDefaultTimeout(Patience.Milliseconds);
        await context.AddInitScriptAsync("window.heard = []; document.addEventListener('polytomic:connected', e => heard.push(e.detail.connection));");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        return page;
    }

    private static async Task RegisterAsync(IPage page)
    {
        await page.GotoAsync("/Identity/Account/Register");
        await page.Locator("[name='Input.Email']").FillAsync("bob@app.example");
        await page.Locator("[name='Input.Password']").FillAsync("Correct-h0rse");
        await page.Locator("[name='Input.ConfirmPassword']").FillAsync("Correct-h0rse");
        await page.Locator("#registerSubmit").ClickAsync();
        await page.Locator("#confirm-link").ClickAsync();
        await page.GotoAsync("/Identity/Account/Login");
        await page.Locator("[name='Input.Email']").FillAsync("bob@app.example");
        await page.Locator("[name='Input.Password']").FillAsync("Correct-h0rse");
        await page.Locator("#login-submit").ClickAsync();
        await page.WaitForURLAsync("**/");
    }

    private async Task ConnectAsync(IPage page, NewApp app)
    {
        var modal = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Connect PostgreSQL" }).ClickAsync());
        await new PostgresForm(modal, postgres).ConnectAndCloseAsync();

        var connection = await page.WaitForFunctionAsync("() => window.heard[0]");
        Assert.Equal("postgresql", (await connection.JsonValueAsync<System.Text.Json.JsonElement>()).GetProperty("type").GetString());
        Assert.Contains("A postgresql connection was completed", app.Output);
        Assert.DoesNotContain("warn: Polytomic.Connect.AspNetCore", app.Output);
        await page.Context.CloseAsync();
    }
}
