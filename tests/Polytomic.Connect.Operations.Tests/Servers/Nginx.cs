using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MvcSample.Tests.Fixtures;
using Polytomic.Connect.Operations.Tests.Documents;

namespace Polytomic.Connect.Operations.Tests.Servers;

/// <summary>nginx in front of two nodes, with the configuration that docs/operations.md shows; only addresses and certificate are other ones.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _process;

    private Nginx(DirectoryInfo folder, ServerProcess process, string address) => (_folder, _process, Address) = (folder, process, address);

    /// <summary>Where the shop is for its users.</summary>
    public string Address { get; }

    public static async Task<Nginx> StartAsync(string first, string second)
    {
        var program = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "nginx is not installed.");
        var folder = Directory.CreateTempSubdirectory("shop-nginx-");
        var port = Ports.Free();
        WriteCertificate(folder);
        var shown = Assert.Single(Document.Operations.Blocks("nginx"));
        foreach (var (from, to) in new[]
        {
            ("10.0.0.11:5000", first),
            ("10.0.0.12:5000", second),
            ("listen 443 ssl", $"listen 127.0.0.1:{port} ssl"),
            ("/etc/ssl/", folder.FullName + "/"),
        })
        {
            Assert.Contains(from, shown);
            shown = shown.Replace(from, to);
        }

        var file = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(
            file,
            $$"""
            daemon off;
            # As root its workers would be nobody, who may not enter the folder.
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            worker_processes 1;
            pid nginx.pid;
            error_log stderr notice;
            events { worker_connections 2048; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                {{shown}}
            }
            """,
            TestContext.Current.CancellationToken);
        var process = new ServerProcess(program, ["-p", folder.FullName, "-c", file, "-e", "stderr"], line => line.Contains("start worker process ", StringComparison.Ordinal));
        var nginx = new Nginx(folder, process, $"https://localhost:{port}/shop/");
        try
        {
            await process.FoundAsync();
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void WriteCertificate(DirectoryInfo folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder.FullName, "shop.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, "shop.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
