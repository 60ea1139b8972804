using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Turns a posted form into the JSON that the schema describes. What was left empty is not in it.</summary>
internal sealed partial class FormReader
{
    private readonly IFormCollection _form;
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    // Rows that nobody filled in are dropped and the others move up: where a row is in the JSON, and where it is in the form.
    private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);

    // Controls that hold a whole list or object: whatever is wrong inside is wrong with them.
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    private FormReader(IFormCollection form) => _form = form;

    /// <summary>The configuration and what is wrong with it, by control name; <paramref name="stored"/> is what secrets left empty stay as.</summary>
    public static async Task<(JsonObject Configuration, Dictionary<string, string> Errors)> ReadAsync(Schema schema, IFormCollection form, JsonObject? stored, CancellationToken cancellationToken)
    {
        var reader = new FormReader(form);
        var configuration = await reader.ReadObjectAsync(schema, "", isRequired: true, stored, cancellationToken) ?? [];
        foreach (var (name, error) in SchemaValidator.Validate(schema, configuration))
        {
            reader._errors.TryAdd(reader.PlaceInForm(name), error);
        }

        return (configuration, reader._errors);
    }

    // Switches are always on or off; alone they do not make an optional group worth sending, unless one was moved.
    private async Task<JsonObject?> ReadObjectAsync(Schema schema, string name, bool isRequired, JsonObject? stored, CancellationToken cancellationToken)
    {
        var members = new JsonObject();
        var isFilled = isRequired;
        foreach (var property in schema.Properties)
        {
            var old = stored?[property.Name];
            if (!property.IsShown)
            {
                Keep(property.Name, old, members);
                continue;
            }

            var value = await ReadValueAsync(property, JsonPointer.Append(name, property.Name), isRequired && schema.IsRequired(property), old, cancellationToken);
            if (property.HoldsSecret && (value is null || JsonNodes.String(value) == Secrets.Mask))
            {
                // A secret that was left empty stays as it is.
                Keep(property.Name, old, members);
            }
            else if (value is not null)
            {
                members[property.Name] = value;
                isFilled |= !IsUntouchedDefault(property, value);
            }
        }

        foreach (var (other, value) in stored ?? [])
        {
            // So does what the schema allows, but does not name.
            if (schema.Find(other) is null && schema.AllowsAdditionalProperties)
            {
                Keep(other, value, members);
            }
        }

        DropWhatDoesNotCount(schema, members, name);
        // Nobody empties what cannot be seen.
        return isFilled || (stored is not null && !HoldsOpenly(schema, stored)) ? members : null;
    }

    private static void Keep(string name, JsonNode? old, JsonObject members)
    {
        if (old is not null)
        {
            members[name] = old.DeepClone();
        }
    }

    private void DropWhatDoesNotCount(Schema schema, JsonObject members, string name)
    {
        // What is dropped may have been what others depend on.
        for (var dropped = true; dropped;)
        {
            dropped = false;
            foreach (var property in schema.ShownProperties.Where(p => !Condition.AnyHolds(p.CountsWhen, members)))
            {
                dropped |= members.Remove(property.Name);
                var at = JsonPointer.Append(name, property.Name);
                foreach (var error in _errors.Keys.Where(k => k == at || k.StartsWith(at + "/", StringComparison.Ordinal)).ToList())
                {
                    _errors.Remove(error);
                }
            }
        }
    }

    private static bool HoldsOpenly(Schema schema, JsonObject stored) => schema.ShownProperties.Any(p => stored[p.Name] is { } value
        && (value is JsonObject group && Controls.For(p) == ControlKind.Group ? HoldsOpenly(p, group) : !p.HoldsSecret && !IsUntouchedDefault(p, value)));

    private static bool IsUntouchedDefault(Schema property, JsonNode value) => Controls.For(property) == ControlKind.Switch
        ? IsTrue(value) == IsTrue(property.Default)
        : property.Default is not null && JsonNode.DeepEquals(property.Default, value);

    private static bool IsTrue(JsonNode? value) => value?.GetValueKind() == JsonValueKind.True;

    private async Task<JsonNode?> ReadValueAsync(Schema schema, string name, bool isRequired, JsonNode? stored, CancellationToken cancellationToken)
    {
        switch (Controls.For(schema))
        {
            case ControlKind.Switch:
                // A switch that is kept secret is a choice with "unchanged" in it.
                return _form[name] is [""] ? null : JsonValue.Create(_form[name] is ["true", ..]);
            case ControlKind.Group:
                return await ReadObjectAsync(schema, name, isRequired, stored as JsonObject, cancellationToken);
            case ControlKind.Rows:
                return await ReadRowsAsync(schema.Items!, name, stored as JsonArray, cancellationToken);
            case ControlKind.KeyValues:
                return ReadKeyValues(schema.AdditionalProperties!, name);
            case ControlKind.Checks:
                _whole.Add(name);
                return List(_form[name].Select(v => ReadChoice(schema.Items!, v ?? "", name)));
            case ControlKind.Lines:
                _whole.Add(name);
                var lines = Text(name).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                return List(lines.Select(line => ReadScalar(schema.Items, line, name, schema.Title)));
            case ControlKind.Select:
                return Text(name) is var choice && (choice.Length > 0 || (_form.ContainsKey(name) && schema.Choices.Any(c => c.Key.Length == 0))) ? ReadChoice(schema, choice, name) : null;
            case ControlKind.Json:
                _whole.Add(name);
                return ReadJson(schema, name);
            case ControlKind.File:
                return await ReadFileAsync(schema, name, cancellationToken);
            case ControlKind.DateTime:
                return ReadDateTime(Text(name));
            default:
                return ReadScalar(schema, Text(name), name, schema.Title);
        }
    }

    // Browsers send line breaks as CR LF; keys and certificates are pasted with LF.
    private string Text(string name) => _form[name].ToString().Replace("\r\n", "\n", StringComparison.Ordinal);

    private static JsonArray? List(IEnumerable<JsonNode?> items)
    {
        var list = new JsonArray([.. items.Where(i => i is not null)]);
        return list.Count > 0 ? list : null;
    }

    private async Task<JsonNode?> ReadRowsAsync(Schema item, string name, JsonArray? stored, CancellationToken cancellationToken)
    {
        var rows = new JsonArray();
        foreach (var i in Rows(name))
        {
            var at = JsonPointer.Append(name, i);
            var old = int.TryParse(Text(ControlNames.StoredRow(at)), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < stored?.Count ? stored[place] as JsonObject : null;
            if (await ReadObjectAsync(item, at, isRequired: false, old, cancellationToken) is not { } row)
            {
                continue;
            }

            _moved[JsonPointer.Append(name, rows.Count)] = at;
            rows.Add(row);
        }

        return rows.Count > 0 ? rows : null;
    }

    private IEnumerable<int> Rows(string name) => _form.Keys.Select(key => ControlNames.RowOf(name, key)).OfType<int>().Distinct().Order();

    private string PlaceInForm(string pointer)
    {
        var place = "";
        foreach (var segment in pointer.Split('/'))
        {
            place = place.Length == 0 ? segment : $"{place}/{segment}";
            place = _moved.GetValueOrDefault(place, place);
            if (_whole.Contains(place))
            {
                break;
            }
        }

        return place;
    }

    private JsonObject? ReadKeyValues(Schema value, string name)
    {
        var members = new JsonObject();
        foreach (var i in Rows(name))
        {
            var key = Text(ControlNames.Key(name, i));
            var text = Text(ControlNames.Value(name, i));
            if (key.Length > 0)
            {
                _moved[JsonPointer.Append(name, key)] = ControlNames.Value(name, i);
                members[key] = ReadScalar(value, text, ControlNames.Value(name, i), key) ?? (value.Kind == SchemaKind.String ? JsonValue.Create("") : null);
            }
            else if (text.Length > 0)
            {
                _errors.TryAdd(ControlNames.Key(name, i), "A name is required.");
            }
        }

        return members.Count > 0 ? members : null;
    }
}
