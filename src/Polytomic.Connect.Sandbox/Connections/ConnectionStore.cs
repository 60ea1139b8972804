using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.Sandbox.Connections;

/// <summary>Every connection, in memory and, where a file is configured, on disk before a call answers.</summary>
internal sealed class ConnectionStore : IDisposable
{
    private readonly object _lock = new();
    private readonly Dictionary<Guid, Connection> _connections = [];
    private readonly ConnectionFile? _file;
    private readonly TimeProvider _time;

    public ConnectionStore(IOptions<PolytomicSandboxOptions> options, TimeProvider time)
    {
        _time = time;
        if (!string.IsNullOrWhiteSpace(options.Value.DataPath))
        {
            _file = ConnectionFile.Open(options.Value.DataPath);
            foreach (var connection in _file.Read())
            {
                _connections[connection.Id] = connection;
            }
        }
    }

    public IReadOnlyList<Connection> List(Guid owner)
    {
        lock (_lock)
        {
            return [.. _connections.Values.Where(c => c.Owner == owner).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)];
        }
    }

    public IReadOnlyList<Connection> All()
    {
        lock (_lock)
        {
            return [.. _connections.Values.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)];
        }
    }

    public Connection? Find(Guid owner, Guid id)
    {
        lock (_lock)
        {
            return _connections.TryGetValue(id, out var connection) && connection.Owner == owner ? connection : null;
        }
    }

    public bool IsNameTaken(Guid organizationId, string name, Guid? except = null)
    {
        lock (_lock)
        {
            return IsTaken(organizationId, name, except);
        }
    }

    /// <summary>The new connection, or null when its organization has one of that name.</summary>
    public Connection? Add(Guid owner, Guid organizationId, string name, string type, JsonObject configuration, bool saved = true)
    {
        lock (_lock)
        {
            if (IsTaken(organizationId, name, except: null))
            {
                return null;
            }

            var now = _time.GetUtcNow();
            var connection = new Connection
            {
                Id = Guid.NewGuid(),
                Owner = owner,
                OrganizationId = organizationId,
                Name = name,
                Type = type,
                Configuration = configuration,
                Saved = saved,
                CreatedAt = now,
                UpdatedAt = now,
            };
            Keep(connection);
            return connection;
        }
    }

    /// <summary>The changed connection, or null when it is gone or its new name is taken.</summary>
    public Connection? Update(Guid owner, Guid id, Func<Connection, Connection> change)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(id, out var old) || old.Owner != owner)
            {
                return null;
            }

            var changed = change(old);
            if (IsTaken(changed.OrganizationId, changed.Name, id))
            {
                return null;
            }

            // Whoever looks for a change by this time must see one, even when two fall into one tick.
            var now = _time.GetUtcNow();
            changed = changed with { UpdatedAt = now > old.UpdatedAt ? now : old.UpdatedAt.AddMilliseconds(1) };
            Keep(changed);
            return changed;
        }
    }

    public bool Remove(Guid owner, Guid id)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(id, out var connection) || connection.Owner != owner)
            {
                return false;
            }

            _file?.Write(_connections.Values.Where(c => c.Id != id));
            _connections.Remove(id);
            return true;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _file?.Write([]);
            _connections.Clear();
        }
    }

    public void Dispose() => _file?.Dispose();

    private bool IsTaken(Guid organizationId, string name, Guid? except) =>
        _connections.Values.Any(c => c.OrganizationId == organizationId && c.Id != except && string.Equals(c.Name, name, StringComparison.Ordinal));

    private void Keep(Connection connection)
    {
        // What cannot be written (a full disk) has not happened.
        _file?.Write(_connections.Values.Where(c => c.Id != connection.Id).Append(connection));
        _connections[connection.Id] = connection;
    }
}
