using System.Globalization;
using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Lists: rows that are added, removed and moved.</summary>
internal sealed partial class FormRenderer
{
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
}
