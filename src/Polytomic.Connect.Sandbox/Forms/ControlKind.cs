namespace Polytomic.Connect.Sandbox.Forms;

/// <summary>How a person fills a value in.</summary>
internal enum ControlKind
{
    Text,
    Secret,
    LongText,
    File,
    Integer,
    Number,
    Email,
    Url,
    Date,
    DateTime,
    Json,
    Switch,
    Select,
    Checks,
    Lines,
    Rows,
    KeyValues,
    Group,
}
