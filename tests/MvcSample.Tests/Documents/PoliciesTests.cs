using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

/// <summary>docs/policies.md tells the truth.</summary>
public sealed class PoliciesTests
{
    private static readonly string Text = Document.Read("policies.md");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_of_cases_is_what_the_policies_say()
    {
        await using var app = await DocumentedApp.StartAsync(Document.Blocks(Text, "json").Single());
        var rows = Text.Split('\n').SkipWhile(line => !line.StartsWith("| who |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..5])
            .ToList();

        Assert.True(rows.Count > 10, "The table is gone.");
        foreach (var row in rows)
        {
            var explanation = await app.Connect.ExplainAsync(Who(row[0]), row[1].Trim('`'), Cancellation);

            Assert.Equal(string.Join(" | ", row), $"{row[0]} | {row[1]} | {(explanation.IsAllowed ? "yes" : "no")} | {explanation.Reason}");
        }
    }

    [Fact]
    public async Task Policies_come_from_a_database()
    {
        await using var app = await DocumentedApp.StartAsync("{}", builder =>
        {
            builder.Services.AddPolytomicConnect().AddPolicyProvider<TeamPolicies>();
        });
        await app.AddAsync(new Grant { Team = "data", Integration = "snowflake" });

        Assert.True((await Explained(app.Connect, "data")).IsAllowed);
        Assert.False((await Explained(app.Connect, "sales")).IsAllowed);

        static async Task<ConnectExplanation> Explained(IPolytomicConnect connect, string team)
        {
            var bob = DocumentedApp.User((ClaimTypes.NameIdentifier, "bob"), ("team", team));
            var cancellationToken = Cancellation;
            var explanation = await connect.ExplainAsync(bob, "snowflake", cancellationToken);
            return explanation;
        }
    }

    private static ClaimsPrincipal Who(string description)
    {
        if (description == "nobody")
        {
            return DocumentedApp.User();
        }

        var claims = description.Split(", ").Select(claim => claim.Split(' ') switch
        {
            ["role", var role] => (ClaimTypes.Role, role),
            ["user", var user] => (ClaimTypes.NameIdentifier, user),
            [var type, var value] => (type, value),
            _ => throw new FormatException(description),
        });
        return DocumentedApp.User([(ClaimTypes.Name, "somebody"), .. claims]);
    }
}
