using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>What the controls of a form show, by their names: defaults, a stored configuration, or what was just posted.</summary>
internal sealed class FormState
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);

    /// <summary>The list that is to be shown with one more row.</summary>
    public string? RowWantedIn { get; private init; }

    public static FormState ForNew(Schema schema)
    {
        var state = new FormState();
        state.FillDefaults(schema, "");
        return state;
    }

    public static FormState ForStored(Schema schema, JsonObject configuration)
    {
        var state = new FormState();
        state.Fill(schema, configuration, "");
        return state;
    }

    /// <summary>What was typed, with the rows added, removed and moved that this was posted for. Secrets are in it too: the renderer never shows them.</summary>
    public static FormState ForPosted(Schema schema, IFormCollection form, JsonObject? stored)
    {
        var state = new FormState { RowWantedIn = First(form, ControlNames.AddRow) };
        foreach (var (key, values) in form)
        {
            state._values[key] = [.. values.Select(v => v ?? "")];
        }

        if (First(form, ControlNames.RemoveRow) is { } removed)
        {
            state.MoveRows(removed, (row, at) => row == at ? null : row > at ? row - 1 : row);
        }
        else if (First(form, ControlNames.MoveRowUp) is { } moved)
        {
            state.MoveRows(moved, (row, at) => row == at ? Math.Max(row - 1, 0) : row == at - 1 ? at : row);
        }

        state.IsOfRows = state.RowWantedIn is not null || form.ContainsKey(ControlNames.RemoveRow) || form.ContainsKey(ControlNames.MoveRowUp);
        if (stored is not null)
        {
            state.MarkStored(schema, stored, "");
        }

        return state;
    }

    /// <summary>It was posted to change the rows of a list, not to connect.</summary>
    public bool IsOfRows { get; private set; }

    public string Get(string name) => _values.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : "";

    public IReadOnlyList<string> GetAll(string name) => _values.TryGetValue(name, out var values) ? values : [];

    public bool HasStoredSecret(string name) => _stored.Contains(name);

    /// <summary>How many rows a list has: one more than the highest index in use.</summary>
    public int Rows(string name) => _values.Keys.Max(key => ControlNames.RowOf(name, key)) + 1 ?? 0;

    /// <summary>What a control of a new row shows.</summary>
    public static string? Preset(Schema schema)
    {
        if (schema.Default is null)
        {
            return null;
        }

        var state = new FormState();
        state.FillValue(schema, schema.Default, "");
        return state.Get("") is { Length: > 0 } text ? text : null;
    }

    /// <summary>Shows what the schema presets below a name.</summary>
    public void FillDefaults(Schema schema, string name)
    {
        foreach (var property in schema.ShownProperties)
        {
            var at = JsonPointer.Append(name, property.Name);
            if (property.Default is not null && !property.HoldsSecret)
            {
                FillValue(property, property.Default, at);
            }
            else if (Controls.For(property) == ControlKind.Group)
            {
                FillDefaults(property, at);
            }
        }
    }

    private void Fill(Schema schema, JsonObject members, string name)
    {
        foreach (var property in schema.ShownProperties)
        {
            if (members[property.Name] is { } value)
            {
                FillValue(property, value, JsonPointer.Append(name, property.Name));
            }
        }
    }

    private void FillValue(Schema schema, JsonNode value, string name)
    {
        if (schema.HoldsSecret && Controls.For(schema) != ControlKind.Group)
        {
            _stored.Add(name);
            return;
        }

        switch (Controls.For(schema))
        {
            case ControlKind.Group when value is JsonObject members:
                Fill(schema, members, name);
                break;
            case ControlKind.Rows when value is JsonArray rows:
                for (var i = 0; i < rows.Count; i++)
                {
                    var row = JsonPointer.Append(name, i);
                    _values[ControlNames.StoredRow(row)] = [i.ToString(CultureInfo.InvariantCulture)];
                    if (rows[i] is JsonObject members)
                    {
                        Fill(schema.Items!, members, row);
                    }
                }

                break;
            case ControlKind.KeyValues when value is JsonObject members:
                var index = 0;
                foreach (var (key, member) in members)
                {
                    _values[ControlNames.Key(name, index)] = [key];
                    _values[ControlNames.Value(name, index++)] = [JsonNodes.Text(member)];
                }

                break;
            case ControlKind.Checks when value is JsonArray items:
                _values[name] = [.. items.Select(JsonNodes.Text)];
                break;
            case ControlKind.Lines when value is JsonArray items:
                _values[name] = [string.Join('\n', items.Select(JsonNodes.Text))];
                break;
            case ControlKind.Json:
                _values[name] = [value.ToJsonString(new JsonSerializerOptions { WriteIndented = true })];
                break;
            case ControlKind.DateTime:
                _values[name] = [ControlNames.LocalDateTime(JsonNodes.Text(value))];
                break;
            default:
                _values[name] = [JsonNodes.Text(value)];
                break;
        }
    }

    private void MarkStored(Schema schema, JsonObject members, string name)
    {
        foreach (var property in schema.ShownProperties)
        {
            var at = JsonPointer.Append(name, property.Name);
            if (members[property.Name] is { } value)
            {
                if (value is JsonObject group && Controls.For(property) == ControlKind.Group)
                {
                    MarkStored(property, group, at);
                }
                else if (property.HoldsSecret)
                {
                    _stored.Add(at);
                }
                else if (value is JsonArray rows && Controls.For(property) == ControlKind.Rows)
                {
                    for (var i = 0; i < Rows(at); i++)
                    {
                        var row = JsonPointer.Append(at, i);
                        if (int.TryParse(Get(ControlNames.StoredRow(row)), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && rows.ElementAtOrDefault(place) is JsonObject old)
                        {
                            MarkStored(property.Items!, old, row);
                        }
                    }
                }
            }
        }
    }

    private void MoveRows(string row, Func<int, int, int?> place)
    {
        var slash = row.LastIndexOf('/');
        if (slash < 0 || !int.TryParse(row.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return;
        }

        var list = row[..slash];
        var moved = new List<(string Key, List<string> Values)>();
        foreach (var key in _values.Keys.Where(key => ControlNames.RowOf(list, key) is not null).ToList())
        {
            var from = ControlNames.RowOf(list, key)!.Value;
            if (place(from, at) is { } to)
            {
                moved.Add((JsonPointer.Append(list, to) + key[JsonPointer.Append(list, from).Length..], _values[key]));
            }

            _values.Remove(key);
        }

        foreach (var (key, values) in moved)
        {
            _values[key] = values;
        }
    }

    private static string? First(IFormCollection form, string name) => form[name] is [{ } value, ..] ? value : null;
}
