using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MvcSample.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace MvcSample.Tests.Pages;

/// <summary>Every page between the app and the connection fits its window, in the colours that the user prefers.</summary>
public sealed class ModalScreenshotTests(SampleApp app, Chromium chromium, PostgresServer postgres) : BrowserTest(app, chromium), IClassFixture<SampleApp>
{
    public static TheoryData<ColorScheme, int> Looks => Screenshots.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_form_from_its_error_to_the_row_in_the_table(ColorScheme scheme, int width)
    {
        var alice = await SignInAsync("Alice", Screenshots.Look(scheme, width));
        var before = await alice.Rows.CountAsync();
        var modal = await alice.OpenModalAsync(alice.Button("Connect PostgreSQL"));
        var form = new PostgresForm(modal, postgres);
        await Expect(form.Field("Hostname")).ToBeVisibleAsync();
        await modal.ShootAsync("modal-form", scheme, width);

        await form.SubmitAsync(password: null);
        await Expect(form.Field("Hostname")).ToHaveAttributeAsync("aria-invalid", "true");
        await modal.ShootAsync("modal-form-required", scheme, width);

        await form.ConnectAsync("wrong");
        await Expect(modal.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await modal.ShootAsync("modal-form-error", scheme, width);

        // Both pages go on by themselves, and the app's page closes them when it hears: all have to wait for the pictures.
        var status = await HoldAsync(alice.Page, new Regex("/connect_status"));
        var back = await HoldAsync(alice.Context, new Regex("/connect_complete"));
        var script = await HoldAsync(modal, new Regex(@"/connect\.js"));
        var closed = modal.ClosedAsync();
        await form.SubmitAsync(PostgresServer.Password);
        await Expect(modal.GetByRole(AriaRole.Heading, new() { Name = "PostgreSQL is connected" })).ToBeVisibleAsync();
        await modal.ShootAsync("modal-done", scheme, width);
        back.SetResult();

        await Expect(modal.GetByRole(AriaRole.Heading, new() { Name = "Connected", Exact = true })).ToBeVisibleAsync();
        await modal.ShootAsync("completion", scheme, width);
        script.SetResult();
        status.SetResult();

        await closed;
        await Expect(alice.Rows).ToHaveCountAsync(before + 1);
        await alice.Page.ShootAsync("alice-connected", scheme, width);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_picker_and_a_consent_page(ColorScheme scheme, int width)
    {
        var alice = await SignInAsync("Alice", Screenshots.Look(scheme, width));
        var modal = await alice.OpenModalAsync(alice.Button("Connect anything"));
        await Expect(modal.GetByLabel("Search")).ToBeVisibleAsync();
        await modal.ShootAsync("modal-picker", scheme, width);

        await modal.GetByLabel("Search").FillAsync("hub");
        await Expect(modal.GetByText("PostgreSQL")).ToBeHiddenAsync();
        await modal.ShootAsync("modal-picker-search", scheme, width);

        await modal.GetByRole(AriaRole.Link, new() { Name = "HubSpot" }).ClickAsync();
        await Expect(modal.GetByRole(AriaRole.Button, new() { Name = "Allow" })).ToBeVisibleAsync();
        await modal.ShootAsync("modal-consent", scheme, width);

        await modal.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await Expect(modal.GetByText("denied").First).ToBeVisibleAsync();
        await modal.ShootAsync("modal-denied", scheme, width);
    }

    private static Task<TaskCompletionSource> HoldAsync(IPage page, Regex url) => HoldAsync(handler => page.RouteAsync(url, handler));

    private static Task<TaskCompletionSource> HoldAsync(IBrowserContext context, Regex url) => HoldAsync(handler => context.RouteAsync(url, handler));

    private static async Task<TaskCompletionSource> HoldAsync(Func<Func<IRoute, Task>, Task> routeAsync)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await routeAsync(async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        return gate;
    }
}
