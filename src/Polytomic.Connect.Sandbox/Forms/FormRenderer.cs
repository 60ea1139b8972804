using System.Globalization;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Writes the controls that a schema is filled in with. Secrets are never written back.</summary>
internal sealed class FormRenderer(HtmlBuilder html, FormState state, IReadOnlyDictionary<string, string> errors)
{
    private static readonly Choice[] OnOrOff = [new(true, "true", "On"), new(false, "false", "Off")];

    private int _ids;
    private int _rows;
    private bool _focused;

    public void Render(Schema schema) => RenderMembers(schema, "");

    /// <summary>A switch and the settings that are named after it belong together.</summary>
    private void RenderMembers(Schema schema, string name)
    {
        var properties = schema.ShownProperties.ToList();
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            var dependents = property.Kind == SchemaKind.Boolean
                ? properties.Skip(i + 1).TakeWhile(p => p.Name.StartsWith(property.Name + "_", StringComparison.Ordinal)).ToList()
                : [];
            if (dependents.Count == 0)
            {
                RenderProperty(schema, property, name);
                continue;
            }

            html.Open("div", ("class", "section"));
            foreach (var member in (Schema[])[property, .. dependents])
            {
                RenderProperty(schema, member, name);
            }

            html.Close("div");
            i += dependents.Count;
        }
    }

    // What counts under conditions only is hidden by the script while they do not hold. Without one it says so.
    private void RenderProperty(Schema schema, Schema property, string name)
    {
        var at = JsonPointer.Append(name, property.Name);
        if (property.CountsWhen.Count == 0)
        {
            RenderField(property, at, schema.IsRequired(property));
            return;
        }

        html.Open("div", ("data-when", FormConditions.ToJson(property.CountsWhen)), ("data-in", name));
        if (FormConditions.InWords(schema, property.CountsWhen) is { } words)
        {
            html.Open("noscript").Element("p", words, ("class", "help")).Close("noscript");
        }

        RenderField(property, at, schema.IsRequired(property));
        html.Close("div");
    }

    private void RenderField(Schema schema, string name, bool required)
    {
        var kind = Controls.For(schema);
        switch (kind)
        {
            case ControlKind.Switch when state.HasStoredSecret(name):
                RenderControl(schema, ControlKind.Select, name, required: false);
                break;
            case ControlKind.Switch:
                RenderSwitch(schema, name);
                break;
            case ControlKind.Group:
                if (schema.ShownProperties.Any())
                {
                    OpenFieldset(schema, name, required, "group");
                    RenderMembers(schema, name);
                    html.Close("fieldset");
                }

                break;
            case ControlKind.Rows:
                RenderRows(schema, name, required);
                break;
            case ControlKind.KeyValues:
                RenderKeyValues(schema, name, required);
                break;
            case ControlKind.Checks:
                RenderChecks(schema, name, required);
                break;
            default:
                RenderControl(schema, kind, name, required);
                break;
        }
    }

    private void RenderControl(Schema schema, ControlKind kind, string name, bool required)
    {
        var field = OpenField(schema, name, required, NoteOf(kind));
        var common = new (string, string?)[]
        {
            ("id", field.Id), ("name", name), ("aria-describedby", field.DescribedBy), ("aria-invalid", field.Error is null ? null : "true"),
            ("aria-required", required ? "true" : null), ("autofocus", Focus(field.Error)), ("data-preset", schema.HoldsSecret ? null : FormState.Preset(schema)),
        };
        var value = schema.HoldsSecret ? "" : state.Get(name);
        var placeholder = state.HasStoredSecret(name) ? "Unchanged" : schema.Example;
        html.Open("div", ("class", "input"));
        switch (kind)
        {
            case ControlKind.Select:
                RenderSelect(schema, value, required, common, state.HasStoredSecret(name));
                break;
            case ControlKind.LongText or ControlKind.Json or ControlKind.Lines:
                var rows = kind == ControlKind.Lines ? "3" : "5";
                html.Open("textarea", [.. common, ("rows", rows), ("placeholder", placeholder), ("spellcheck", "false"), ("autocomplete", "off"), ("class", "code")]);
                // A line break right after the tag is not part of the value: this one is given away, so that the value keeps its own.
                html.Text("\n" + value).Close("textarea");
                break;
            case ControlKind.File:
                html.Open("input", [("type", "file"), .. common]);
                break;
            default:
                html.Open("input", [("type", schema.HoldsSecret ? "password" : InputType(kind)), .. common, ("value", value.Length > 0 ? value : null), ("placeholder", placeholder), ("inputmode", InputMode(kind)),
                    ("step", kind == ControlKind.DateTime ? "1" : null), ("autocomplete", schema.HoldsSecret ? "new-password" : "off"), ("spellcheck", "false"), ("autocapitalize", "none")]);
                break;
        }

        if (schema.Suffix is not null)
        {
            html.Element("span", schema.Suffix, ("class", "suffix"));
        }

        html.Close("div");
        CloseField(field);
    }

    private void RenderSelect(Schema schema, string value, bool required, (string, string?)[] common, bool isStored)
    {
        html.Open("select", common);
        var choices = schema.Kind == SchemaKind.Boolean && schema.Choices.Count == 0 ? OnOrOff : schema.Choices;
        var known = choices.Any(c => c.Key == value);
        if (isStored || !known || (!required && choices.All(c => c.Key.Length > 0)))
        {
            html.Element("option", isStored ? "Unchanged" : required ? "Choose one" : "None", ("value", ""));
        }

        foreach (var choice in choices)
        {
            html.Element("option", choice.Label, ("value", choice.Key), ("selected", known && !isStored && choice.Key == value ? "" : null));
        }

        html.Close("select");
    }

    private void RenderSwitch(Schema schema, string name)
    {
        var id = NextId();
        var help = schema.Description is null ? null : $"{id}-help";
        html.Open("div", ("class", "field switch"));
        html.Open("input", ("type", "checkbox"), ("id", id), ("name", name), ("value", "true"), ("checked", state.Get(name) == "true" ? "" : null), ("data-on", FormState.Preset(schema) == "true" ? "" : null), ("aria-describedby", help));
        html.Open("div").Element("label", schema.Title, ("for", id));
        if (help is not null)
        {
            html.Element("p", schema.Description, ("class", "help"), ("id", help));
        }

        html.Close("div").Close("div");
    }

    private void RenderChecks(Schema schema, string name, bool required)
    {
        OpenFieldset(schema, name, required, "checks");
        var chosen = schema.HoldsSecret ? [] : state.GetAll(name);
        foreach (var choice in schema.Items!.Choices)
        {
            var id = NextId();
            html.Open("div", ("class", "check"));
            html.Open("input", ("type", "checkbox"), ("id", id), ("name", name), ("value", choice.Key), ("checked", chosen.Contains(choice.Key) ? "" : null));
            html.Element("label", choice.Label, ("for", id)).Close("div");
        }

        html.Close("fieldset");
    }

    private void RenderRows(Schema schema, string name, bool required)
    {
        OpenFieldset(schema, name, required, "rows");
        var (filled, count) = (state.Rows(name), RowCount(name));
        html.Open("div", ("class", "row-list"));
        for (var i = 0; i < count; i++)
        {
            OpenRow(schema, name, i);
            if (state.Get(ControlNames.StoredRow(JsonPointer.Append(name, i))) is { Length: > 0 } stored)
            {
                html.Open("input", ("type", "hidden"), ("name", ControlNames.StoredRow(JsonPointer.Append(name, i))), ("value", stored));
            }

            if (i >= filled)
            {
                state.FillDefaults(schema.Items!, JsonPointer.Append(name, i));
            }

            RenderMembers(schema.Items!, JsonPointer.Append(name, i));
            CloseRow(schema, name, i);
        }

        html.Close("div");
        CloseRows(name);
    }

    private void RenderKeyValues(Schema schema, string name, bool required)
    {
        OpenFieldset(schema, name, required, "rows");
        var count = RowCount(name);
        html.Open("div", ("class", "row-list"));
        for (var i = 0; i < count; i++)
        {
            OpenRow(schema, name, i);
            RenderCell("Name", ControlNames.Key(name, i), isSecret: false);
            RenderCell("Value", ControlNames.Value(name, i), schema.HoldsSecret);
            CloseRow(schema, name, i);
        }

        html.Close("div");
        CloseRows(name);
    }

    private void RenderCell(string title, string name, bool isSecret)
    {
        var id = NextId();
        errors.TryGetValue(name, out var error);
        html.Open("div", ("class", error is null ? "field" : "field invalid")).Element("label", title, ("for", id));
        html.Open("div", ("class", "input")).Open("input", ("type", isSecret ? "password" : "text"), ("id", id), ("name", name), ("value", isSecret ? null : state.Get(name)), ("autocomplete", "off"), ("aria-describedby", error is null ? null : $"{id}-error")).Close("div");
        if (error is not null)
        {
            html.Element("p", error, ("class", "error"), ("id", $"{id}-error"));
        }

        html.Close("div");
    }

    // Names that nobody gave can ask for a thousand rows each: all lists together have a most, too.
    private int RowCount(string name)
    {
        var count = Math.Clamp(state.Rows(name) + (state.RowWantedIn == name ? 1 : 0), 1, Math.Max(1, ControlNames.MaxRows - _rows));
        _rows += count - 1;
        return count;
    }

    private void OpenRow(Schema schema, string name, int index) =>
        html.Open("div", ("class", "row"), ("role", "group"), ("aria-label", string.Create(CultureInfo.InvariantCulture, $"{schema.Title} {index + 1}")), ("data-row", JsonPointer.Append(name, index)));

    private void CloseRow(Schema schema, string name, int index)
    {
        var row = JsonPointer.Append(name, index);
        var title = string.Create(CultureInfo.InvariantCulture, $"{schema.Title} {index + 1}");
        html.Open("div", ("class", "row-actions"));
        html.Element("button", "Move up", ("type", "submit"), ("class", "link"), ("name", ControlNames.MoveRowUp), ("value", row), ("aria-label", $"Move up {title}"), ("data-move-row", ""), ("hidden", index == 0 ? "" : null));
        html.Element("button", "Remove", ("type", "submit"), ("class", "link"), ("name", ControlNames.RemoveRow), ("value", row), ("aria-label", $"Remove {title}"), ("data-remove-row", ""));
        html.Close("div").Close("div");
    }

    private void CloseRows(string name) =>
        html.Element("button", "Add another", ("type", "submit"), ("class", "quiet"), ("name", ControlNames.AddRow), ("value", name), ("data-add-row", name)).Close("fieldset");

    private void OpenFieldset(Schema schema, string name, bool required, string @class)
    {
        errors.TryGetValue(name, out var error);
        var id = NextId();
        html.Open("fieldset", ("class", error is null ? $"field {@class}" : $"field {@class} invalid"), ("aria-describedby", error is null ? null : $"{id}-error"));
        html.Element("legend", schema.Title);
        if (!required)
        {
            html.Element("span", "Optional", ("class", "tag"));
        }

        if (schema.Description is not null)
        {
            html.Element("p", schema.Description, ("class", "help"));
        }

        if (error is not null)
        {
            html.Element("p", error, ("class", "error"), ("id", $"{id}-error"));
        }
    }

    private Field OpenField(Schema schema, string name, bool required, string? note)
    {
        errors.TryGetValue(name, out var error);
        var id = NextId();
        var help = string.Join(' ', new[] { schema.Description, note }.Where(t => t is not null));
        var describedBy = string.Join(' ', new[] { error is null ? null : $"{id}-error", help.Length == 0 ? null : $"{id}-help", state.HasStoredSecret(name) ? $"{id}-kept" : null }.Where(t => t is not null));
        html.Open("div", ("class", error is null ? "field" : "field invalid"));
        html.Open("div", ("class", "field-head")).Element("label", schema.Title, ("for", id));
        if (!required)
        {
            html.Element("span", "Optional", ("class", "tag"));
        }

        html.Close("div");
        if (help.Length > 0)
        {
            html.Element("p", help, ("class", "help"), ("id", $"{id}-help"));
        }

        if (state.HasStoredSecret(name))
        {
            html.Element("p", "Leave it empty to keep what is stored.", ("class", "help kept"), ("id", $"{id}-kept"));
        }

        return new Field(id, describedBy.Length == 0 ? null : describedBy, error);
    }

    private void CloseField(Field field)
    {
        if (field.Error is not null)
        {
            html.Element("p", field.Error, ("class", "error"), ("id", $"{field.Id}-error"));
        }

        html.Close("div");
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"f{++_ids}");

    // The first field that is wrong, or else the first of all.
    private string? Focus(string? error)
    {
        if (_focused || (errors.Count > 0 && error is null))
        {
            return null;
        }

        _focused = true;
        return "";
    }

    private static string? NoteOf(ControlKind kind) => kind switch
    {
        ControlKind.Lines => "One per line.",
        ControlKind.Json => "As JSON.",
        ControlKind.DateTime => "In UTC.",
        _ => null,
    };

    private static string InputType(ControlKind kind) => kind switch
    {
        ControlKind.Secret => "password",
        ControlKind.Email => "email",
        ControlKind.Url => "url",
        ControlKind.Date => "date",
        ControlKind.DateTime => "datetime-local",
        // "number" loses what was typed when it is not one; then it could not be shown again beside its error.
        _ => "text",
    };

    private static string? InputMode(ControlKind kind) => kind switch
    {
        ControlKind.Integer => "numeric",
        ControlKind.Number => "decimal",
        _ => null,
    };

    private sealed record Field(string Id, string? DescribedBy, string? Error);
}
