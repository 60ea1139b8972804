using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Testers;

/// <summary>Signs in to the PostgreSQL server that was named.</summary>
internal sealed class PostgresTester(TimeProvider time) : IConnectionTester
{
    private const int TimeoutSeconds = 5;
    private static readonly TimeSpan AllTogether = TimeSpan.FromSeconds(10);

    public string Type => "postgresql";

    public async Task<TestOutcome> TestAsync(JsonObject configuration, CancellationToken cancellationToken)
    {
        if (IsOn(configuration, "ssh"))
        {
            return TestOutcome.Bad("The sandbox opens no SSH tunnels. Switch the tunnel off to try the server itself.");
        }

        // Whatever was typed, several hosts for example: all of it together has so long.
        using var timeout = new CancellationTokenSource(AllTogether, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await using var source = DataSource(configuration);
            await using var connection = await source.OpenConnectionAsync(limit.Token);
            return TestOutcome.Good($"PostgreSQL {connection.ServerVersion} at {connection.Host}:{connection.Port}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TestOutcome.Bad($"The server did not answer within {AllTogether.TotalSeconds:0} seconds.");
        }
        catch (PostgresException e)
        {
            return TestOutcome.Bad(e.MessageText);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ArgumentException or CryptographicException or System.Net.Sockets.SocketException)
        {
            return TestOutcome.Bad(Words(e));
        }
    }

    private static NpgsqlDataSource DataSource(JsonObject configuration)
    {
        var authority = Text(configuration, "ca_cert");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Text(configuration, "hostname"),
            Port = Port(configuration),
            Username = Text(configuration, "username"),
            Password = Text(configuration, "password"),
            Database = Text(configuration, "database"),
            SslMode = !IsOn(configuration, "ssl") ? SslMode.Disable : authority is null ? SslMode.Require : SslMode.VerifyFull,
            Timeout = TimeoutSeconds,
            CommandTimeout = TimeoutSeconds,
            CancellationTimeout = 1000,
            Pooling = false,
            ApplicationName = "polytomic-sandbox",
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (authority is not null)
        {
            builder.UseRootCertificate(X509Certificate2.CreateFromPem(authority));
        }

        if (IsOn(configuration, "client_certs") && Text(configuration, "client_certificate") is { } certificate && Text(configuration, "client_key") is { } key)
        {
            var client = X509Certificate2.CreateFromPem(certificate, key);
            builder.UseSslClientAuthenticationOptionsCallback(ssl => ssl.ClientCertificates = [client]);
        }

        return builder.Build();
    }

    private static int Port(JsonObject configuration)
    {
        var port = configuration["port"]?.GetValueKind() == JsonValueKind.Number ? double.Parse(configuration["port"]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : NpgsqlConnection.DefaultPort;
        return port is > 0 and < 65536 ? (int)port : throw new ArgumentException("The port must be between 1 and 65535.");
    }

    private static bool IsOn(JsonObject configuration, string name) => configuration[name]?.GetValueKind() == JsonValueKind.True;

    private static string? Text(JsonObject configuration, string name) => JsonNodes.String(configuration[name]) is { Length: > 0 } text ? text : null;

    // "Failed to connect to 127.0.0.1:1" alone does not say why; the inner exception does.
    private static string Words(Exception e)
    {
        if (e is TimeoutException || e.InnerException is TimeoutException)
        {
            return $"The server did not answer within {TimeoutSeconds} seconds.";
        }

        var inner = e.InnerException?.Message;
        return inner is null || e.Message.Contains(inner, StringComparison.Ordinal) ? e.Message : $"{e.Message.TrimEnd('.')}: {inner}";
    }
}
