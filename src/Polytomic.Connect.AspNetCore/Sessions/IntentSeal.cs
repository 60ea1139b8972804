using Microsoft.AspNetCore.DataProtection;
using Polytomic.Connect.AspNetCore.Errors;
using Polytomic.Connect.AspNetCore.Seals;
using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Sessions;

/// <summary>What a button was rendered for, sealed for the user it was rendered for: that is what can be asked for with it.</summary>
internal sealed class IntentSeal(IDataProtectionProvider dataProtection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly Seal _seal = new(dataProtection, "Intent.v1");

    public string Close(ConnectUser user, ConnectRequest request)
    {
        using var writer = new SealWriter();
        writer.Write(user.Key);
        writer.Write(time.GetUtcNow() + Lifetime);
        writer.Write(request.Name);
        writer.Write(request.Type);
        writer.Write(request.Whitelist);
        writer.Write(request.ConnectionId);
        writer.Write(request.RedirectUrl);
        writer.Write(request.ReturnUrl);
        writer.Write((byte)(request.Dark switch { null => 0, false => 1, true => 2 }));
        return _seal.Close(writer.ToArray());
    }

    /// <exception cref="PolytomicConnectException">It is none, not this user's, or too old; which of them is not said.</exception>
    public ConnectRequest Open(string text, ConnectUser user)
    {
        if (_seal.Open(text) is { } content)
        {
            var reader = new SealReader(content);
            if (reader.ReadUInt128() == user.Key && reader.ReadMoment() > time.GetUtcNow())
            {
                return new ConnectRequest
                {
                    Name = reader.ReadText(),
                    Type = reader.ReadText(),
                    Whitelist = reader.ReadTexts(),
                    ConnectionId = reader.ReadText(),
                    RedirectUrl = reader.ReadText(),
                    ReturnUrl = reader.ReadText(),
                    Dark = reader.ReadByte() switch { 1 => false, 2 => true, _ => null },
                };
            }
        }

        throw new PolytomicConnectException(ErrorCodes.IntentInvalid, "This button is out of date. Please reload the page and try again.");
    }
}
