using System.Globalization;
using Polytomic.Connect.Sandbox.Html;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Writes the controls that a schema is filled in with. Secrets are never written back.</summary>
internal sealed partial class FormRenderer(HtmlBuilder html, FormState state, IReadOnlyDictionary<string, string> errors)
{
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

    private sealed record Field(string Id, string? DescribedBy, string? Error);
}
