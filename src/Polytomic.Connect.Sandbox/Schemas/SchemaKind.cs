namespace Polytomic.Connect.Sandbox.Schemas;

/// <summary>The JSON type that a schema describes.</summary>
internal enum SchemaKind
{
    Any,
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}
