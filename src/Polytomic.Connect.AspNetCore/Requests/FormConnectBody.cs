using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Polytomic.Connect.AspNetCore.Requests;

/// <summary>Reads the form that the tag helper renders: a sealed intent and the theme.</summary>
internal static class FormConnectBody
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ConnectBody Parse(ReadOnlySpan<byte> form)
    {
        string? intent = null;
        string? dark = null;
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            Set(Decode(null, equals < 0 ? pair : pair[..equals]), equals < 0 ? default : pair[(equals + 1)..], ref intent, ref dark);
        }

        return Check(intent, dark);
    }

    /// <summary>The same from a form that somebody has read before.</summary>
    public static ConnectBody From(IFormCollection form)
    {
        foreach (var (name, values) in form)
        {
            if (name is not (Members.Intent or Members.Dark))
            {
                throw Refusal.UnknownMember(name);
            }

            if (values.Count > 1)
            {
                throw Refusal.Repeated(name);
            }
        }

        return Check(form[Members.Intent], form[Members.Dark]);
    }

    private static void Set(string name, ReadOnlySpan<byte> value, ref string? intent, ref string? dark)
    {
        ref var member = ref intent;
        if (name == Members.Dark)
        {
            member = ref dark;
        }
        else if (name != Members.Intent)
        {
            throw Refusal.UnknownMember(name);
        }

        member = member is null ? Decode(name, value) : throw Refusal.Repeated(name);
    }

    private static ConnectBody Check(string? intent, string? dark) => new()
    {
        IsForm = true,
        Intent = MemberRules.NotEmpty(Members.Intent, intent ?? throw Refusal.Invalid($"'{Members.Intent}' is required.")),
        Dark = dark switch
        {
            null => null,
            "true" => true,
            "false" => false,
            _ => throw Refusal.Invalid($"'{Members.Dark}' must be true or false."),
        },
    };

    private static string Decode(string? member, ReadOnlySpan<byte> encoded)
    {
        Span<byte> octets = encoded.Length <= 2048 ? stackalloc byte[encoded.Length] : new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                octets[length++] = octet;
                i += 2;
            }
            else
            {
                octets[length++] = encoded[i] == '+' ? (byte)' ' : encoded[i];
            }
        }

        try
        {
            return _strictUtf8.GetString(octets[..length]);
        }
        catch (DecoderFallbackException)
        {
            throw member is null ? Refusal.Invalid("The name of a member must be valid Unicode text.") : Refusal.BrokenText(member);
        }
    }
}
