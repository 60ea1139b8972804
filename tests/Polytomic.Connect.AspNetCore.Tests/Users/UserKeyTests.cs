using Polytomic.Connect.AspNetCore.Users;

namespace Polytomic.Connect.AspNetCore.Tests.Users;

public class UserKeyTests
{
    [Fact]
    public void Type_issuer_and_value_each_tell_users_apart()
    {
        (string Type, string Issuer, string Value)[] users =
        [
            ("sub", "https://login.example", "1"), ("sub", "https://other.example", "1"), ("id", "https://login.example", "1"), ("sub", "https://login.example", "2"),
            ("sub", "https://login.example1", ""), ("sub", "", "https://login.example1"), ("", "subhttps://login.example", "1"), ("subhttps://login.example", "", "1"),
            ("sub", "x", "Alice"), ("sub", "x", "alice"), ("sub", "x", "alice "), ("sub", "x", "alice\0"), ("sub", "x", "\u0430lice"), ("sub", "x", "\uFF41lice"),
            ("sub", "x", "\u00E9"), ("sub", "x", "e\u0301"), ("sub", "x", "\u200Be\u0301"),
            ("sub", "x", "\uD800"), ("sub", "x", "\uD801"), ("sub", "x", "\uDC00"), ("sub", "x", "\uFFFD"),
            ("sub", "x", new string('a', 2_000)), ("sub", "x", new string('a', 2_001)),
        ];

        Assert.Equal(users.Length, users.Select(user => UserKey.OfClaim(user.Type, user.Issuer, user.Value)).Distinct().Count());
    }
}
