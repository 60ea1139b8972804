using Polytomic.Connect.Sandbox.Schemas;

namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>Decides what control a schema is filled in with.</summary>
internal static class Controls
{
    public static ControlKind For(Schema schema) => schema.Kind switch
    {
        SchemaKind.Boolean when schema.Choices.Count == 0 => ControlKind.Switch,
        SchemaKind.Array => ForArray(schema),
        SchemaKind.Object => ForObject(schema),
        _ when schema.Choices.Count > 0 => ControlKind.Select,
        SchemaKind.Integer => ControlKind.Integer,
        SchemaKind.Number => ControlKind.Number,
        _ => ForText(schema),
    };

    /// <summary>Whether a form has lists that rows can be added to.</summary>
    public static bool HasRows(Schema schema) => schema.ShownProperties.Any(p => For(p) switch
    {
        ControlKind.Rows or ControlKind.KeyValues => true,
        ControlKind.Group => HasRows(p),
        _ => false,
    });

    private static ControlKind ForText(Schema schema) => schema.Widget switch
    {
        "file" => ControlKind.File,
        "textarea" => ControlKind.LongText,
        _ when schema.IsSecret => ControlKind.Secret,
        _ => schema.Format switch
        {
            "json" => ControlKind.LongText,
            "email" => ControlKind.Email,
            "uri" or "url" => ControlKind.Url,
            "date" => ControlKind.Date,
            "date-time" => ControlKind.DateTime,
            _ => ControlKind.Text,
        },
    };

    private static ControlKind ForArray(Schema schema) => schema.Items switch
    {
        { Choices.Count: > 0 } => ControlKind.Checks,
        { Kind: SchemaKind.Object, Properties.Count: > 0 } => ControlKind.Rows,
        { Kind: SchemaKind.Object or SchemaKind.Array } => ControlKind.Json,
        _ => ControlKind.Lines,
    };

    private static ControlKind ForObject(Schema schema) => schema switch
    {
        { Properties.Count: > 0 } => ControlKind.Group,
        { AdditionalProperties.Kind: not (SchemaKind.Object or SchemaKind.Array or SchemaKind.Any) } => ControlKind.KeyValues,
        _ => ControlKind.Json,
    };
}
