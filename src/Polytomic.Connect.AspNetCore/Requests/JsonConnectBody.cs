using System.Text.Json;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>Reads a body that is one JSON object, strictly: nothing unknown, nothing twice, nothing of another type, nothing before or after it.</summary>
internal ref struct JsonConnectBody
{
    private Utf8JsonReader _reader;
    private string? _member;
    private int _seen;

    private string? _name;
    private string? _type;
    private string[]? _whitelist;
    private string? _redirectUrl;
    private bool? _dark;
    private string? _connection;
    private string? _intent;

    private JsonConnectBody(ReadOnlySpan<byte> json) => _reader = new Utf8JsonReader(json);

    public static ConnectBody Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            throw Refusal.Invalid("The body is empty.");
        }

        if (json.StartsWith("\uFEFF"u8))
        {
            throw Refusal.Invalid("The body must not start with a byte order mark.");
        }

        var parser = new JsonConnectBody(json);
        try
        {
            return parser.Read();
        }
        catch (JsonException e)
        {
            // The exception's own message quotes the body.
            var after = parser._member is null ? "" : $" in or after '{parser._member}'";
            throw Refusal.Invalid($"The body is not valid JSON{after} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for a string that is invalid UTF-8 or, escaped, half a surrogate pair.
            throw parser._member is null ? Refusal.Invalid("The name of a member must be valid Unicode text.") : Refusal.BrokenText(parser._member);
        }
    }

    private ConnectBody Read()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Refusal.Invalid("The body must be a JSON object.");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Throws where something follows the object.
        _reader.Read();
        var body = new ConnectBody
        {
            Name = _name,
            Type = _type,
            Whitelist = _whitelist,
            RedirectUrl = _redirectUrl,
            Dark = _dark,
            Connection = _connection,
            Intent = _intent,
        };
        MemberRules.CheckTogether(body);
        return body;
    }

    private void ReadMember()
    {
        _member = null;
        var index = 0;
        while (index < Members.All.Length && !_reader.ValueTextEquals(Members.All[index]))
        {
            index++;
        }

        if (index == Members.All.Length)
        {
            throw Refusal.UnknownMember(_reader.GetString()!);
        }

        _member = Members.All[index];
        if ((_seen & (1 << index)) != 0)
        {
            throw Refusal.Repeated(_member);
        }

        _seen |= 1 << index;
        _reader.Read();
        switch (_member)
        {
            case Members.Name:
                _name = MemberRules.Name(ReadString());
                break;
            case Members.Type:
                _type = MemberRules.Id(Members.Type, ReadString());
                break;
            case Members.Whitelist:
                _whitelist = MemberRules.Whitelist(ReadStrings());
                break;
            case Members.RedirectUrl:
                _redirectUrl = MemberRules.NotEmpty(Members.RedirectUrl, ReadString());
                break;
            case Members.Dark:
                _dark = ReadBoolean();
                break;
            case Members.Connection:
                _connection = MemberRules.Connection(ReadString());
                break;
            case Members.Intent:
                _intent = MemberRules.NotEmpty(Members.Intent, ReadString());
                break;
        }
    }

    private string ReadString() =>
        _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : throw Refusal.Invalid($"'{_member}' must be a string.");

    private bool ReadBoolean() =>
        _reader.TokenType is JsonTokenType.True or JsonTokenType.False ? _reader.GetBoolean() : throw Refusal.Invalid($"'{_member}' must be true or false.");

    private List<string> ReadStrings()
    {
        var strings = new List<string>();
        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.String)
            {
                strings.Add(_reader.GetString()!);
            }
        }

        return _reader.TokenType == JsonTokenType.EndArray ? strings : throw Refusal.Invalid($"'{_member}' must be a list of strings.");
    }
}
