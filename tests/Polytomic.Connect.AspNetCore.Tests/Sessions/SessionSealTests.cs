using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.DataProtection;
using Polytomic.Connect.AspNetCore.Sessions;

namespace Polytomic.Connect.AspNetCore.Tests.Sessions;

public class SessionSealTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n%";

    private readonly SessionSeal _seal = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void What_was_sealed_comes_out_again_whatever_it_is()
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get.Replace("\0", "") is { Length: > 0 } some && IsWhole(some) ? some : "x");
        var optional = Gen.OneOf(Gen.Constant<string?>(null), text.Select(value => (string?)value));
        var moments = Gen.Choose(0, int.MaxValue).Select(ms => Tickets.Start.AddMilliseconds(ms));
        var types = Gen.OneOf(Gen.Constant<string[]?>(null), Gen.ArrayOf(text).Select(value => (string[]?)value));
        var tickets =
            from strings in Gen.ArrayOf(optional, 6)
            from name in text
            from around in Gen.ArrayOf(text, 3)
            from isReconnect in Gen.Elements(true, false)
            from isNavigation in Gen.Elements(true, false)
            from start in moments
            from end in moments
            from list in types
            select new SessionTicket
            {
                Id = Guid.NewGuid(),
                UserKey = Tickets.Alice.Key,
                UserOrganization = strings[0],
                OrganizationId = strings[1],
                Name = isReconnect ? null : name,
                ConnectionName = isReconnect ? null : string.Join(name, around),
                ConnectionId = isReconnect ? strings[2] ?? "c" : null,
                UpdatedBefore = strings[3],
                ReturnUrl = strings[4],
                StartedAt = start,
                ExpiresAt = end,
                IsNavigation = isNavigation,
                Types = list,
            };

        foreach (var ticket in tickets.Sample(2_000))
        {
            var text1 = _seal.Close(ticket).Text;
            AssertSame(ticket, _seal.Open(text1, Tickets.Alice));
        }
    }

    [Theory]
    [InlineData("世")]
    [InlineData("🦄")]
    [InlineData("~")]
    public void The_worst_that_may_be_asked_for_fits_and_keeps_all_but_the_list(string character)
    {
        var random = new Random(1);
        var name = Repeat(character, 200);
        var ticket = Tickets.New(name, [.. Enumerable.Range(0, 500).Select(i => "integration_" + i)]) with
        {
            ConnectionName = $"{name} / {Guid.NewGuid()} (abcdefgh)",
            UserOrganization = Guid.NewGuid().ToString(),
            OrganizationId = Guid.NewGuid().ToString(),
            ReturnUrl = "/" + new string([.. Enumerable.Range(0, 511).Select(_ => (char)random.Next('!', '~'))]),
        };

        var text = _seal.Close(ticket).Text;
        var opened = _seal.Open(text, Tickets.Alice);

        Assert.True(text.Length <= 1500, $"{text.Length} characters");
        AssertSame(ticket with { Types = opened.Types }, opened);
    }

    [Fact]
    public void Names_of_any_mixture_fit_beside_a_long_return_address()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var name = string.Concat(Enumerable.Range(0, 200).Select(_ => char.ConvertFromUtf32(random.Next(0x4E00, 0x9FFF))));
            var ticket = Tickets.New(name) with
            {
                UserOrganization = Guid.NewGuid().ToString(),
                ReturnUrl = "/" + new string([.. Enumerable.Range(0, 511).Select(_ => (char)random.Next('0', 'z'))]),
            };

            var text = _seal.Close(ticket).Text;

            Assert.True(text.Length <= 1500, $"{text.Length} characters");
            AssertSame(ticket, _seal.Open(text, Tickets.Alice));
        }
    }

    [Fact]
    public void What_cannot_fit_gives_up_the_return_address_last_and_never_who_and_what()
    {
        var random = new Random(3);
        var organization = string.Concat(Enumerable.Range(0, 150).Select(_ => (char)random.Next('!', '~')));
        var name = string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next(0x4E00, 0x9FFF)));
        var ticket = Tickets.New(name, "hubspot") with
        {
            UserOrganization = organization,
            ConnectionName = name + string.Concat(Enumerable.Range(0, 128).Select(_ => (char)random.Next(0x4E00, 0x9FFF))),
            ReturnUrl = "/" + string.Concat(Enumerable.Range(0, 511).Select(_ => (char)random.Next('!', '~'))),
        };

        var (text, content) = _seal.Close(ticket);
        var kept = SessionContent.Read(content);

        Assert.True(text.Length <= 1500, $"{text.Length} characters");
        AssertSame(ticket with { Types = null, ReturnUrl = null }, kept);
        AssertSame(kept, _seal.Open(text, Tickets.Alice));
    }

    [Fact]
    public void A_list_that_does_not_fit_is_not_kept_at_all()
    {
        var random = new Random(4);
        var types = Enumerable.Range(0, 400).Select(_ => string.Concat(Enumerable.Range(0, 20).Select(_ => (char)random.Next('a', 'z')))).ToArray();

        var (text, content) = _seal.Close(Tickets.New("CRM", types));

        Assert.True(text.Length <= 1500, $"{text.Length} characters");
        Assert.Null(SessionContent.Read(content).Types);
        Assert.Null(_seal.Open(text, Tickets.Alice).Types);
    }

    [Fact]
    public void No_character_can_be_changed_added_or_left_out()
    {
        var text = _seal.Close(Tickets.New("CRM", "hubspot") with { UserOrganization = "acme" }).Text;
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var other in Alphabet)
            {
                if (other != text[at])
                {
                    AssertRefused(text[..at] + other + text[(at + 1)..]);
                }
            }

            AssertRefused(text.Remove(at, 1));
            AssertRefused(text.Insert(at, " "));
        }

        foreach (var more in Alphabet)
        {
            AssertRefused(text + more);
        }

        AssertSame(_seal.Open(text, Tickets.Alice), _seal.Open(text, Tickets.Alice));
    }

    [Fact]
    public void Nothing_that_is_no_seal_opens()
    {
        foreach (var text in new[] { null, "", "x", "-", "%", "====", new string('A', 1500), new string('A', 1501), new string('A', 1_000_000) })
        {
            AssertRefused(text);
        }
    }

    private void AssertRefused(string? text)
    {
        var refusal = Assert.Throws<PolytomicConnectException>(() => _seal.Open(text, Tickets.Alice));
        Assert.Equal("session_invalid", refusal.Code);
        Assert.Equal(SessionSeal.Unknown().Message, refusal.Message);
    }

    private static string Repeat(string character, int characters) => string.Concat(Enumerable.Repeat(character, characters / character.Length));

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);

    private static void AssertSame(SessionTicket expected, SessionTicket actual)
    {
        Assert.Equal(expected.Types, actual.Types);
        Assert.Equal(expected with { Types = null }, actual with { Types = null });
    }
}
