using Polytomic.Connect.Sandbox.Tests.Support;

namespace Polytomic.Connect.Sandbox.Tests.Modal;

public sealed class PostgresWithSsl : PostgresServer
{
    internal override TestCertificates Certificates { get; } = new(User);
}

public sealed class PostgresSslTests(PostgresWithSsl server) : IClassFixture<PostgresWithSsl>
{
    [Fact]
    public async Task With_SSL_any_certificate_is_taken_while_no_authority_is_named() =>
        Assert.Contains("is connected", await TryAsync(_ => { }), StringComparison.Ordinal);

    [Fact]
    public async Task With_the_authority_of_the_server_it_connects() =>
        Assert.Contains("is connected", await TryAsync(b => b.FillByName("ca_cert", server.Certificates.Authority)), StringComparison.Ordinal);

    [Fact]
    public async Task With_another_authority_it_does_not() =>
        Assert.Contains("could not be connected", await TryAsync(b => b.FillByName("ca_cert", new TestCertificates("other").Authority)), StringComparison.Ordinal);

    [Fact]
    public async Task With_a_client_certificate_it_connects() => Assert.Contains("is connected", await TryAsync(b =>
    {
        b.FillByName("client_certs", "true");
        b.FillByName("client_certificate", server.Certificates.ClientCertificate);
        b.FillByName("client_key", server.Certificates.ClientKey);
    }), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_no_certificate_is_told() =>
        Assert.Contains("could not be connected", await TryAsync(b => b.FillByName("ca_cert", "not a certificate")), StringComparison.Ordinal);

    private async Task<string> TryAsync(Action<ModalBrowser> more)
    {
        server.SkipIfMissing();
        await using var host = await SandboxHost.StartAsync();
        var browser = host.Browser();
        await browser.OpenAsync(await host.StartSessionAsync());
        browser.Fill("Hostname", "127.0.0.1");
        browser.Fill("Port", $"{server.Port}");
        browser.Fill("Username", PostgresServer.User);
        browser.Fill("Password", PostgresServer.Password);
        browser.Fill("Database", "postgres");
        more(browser);
        await browser.SubmitAsync();
        return browser.Text;
    }
}
