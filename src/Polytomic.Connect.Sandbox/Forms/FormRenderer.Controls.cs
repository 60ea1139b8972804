using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>One control for one value.</summary>
internal sealed partial class FormRenderer
{
    private static readonly Choice[] OnOrOff = [new(true, "true", "On"), new(false, "false", "Off")];

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
}
