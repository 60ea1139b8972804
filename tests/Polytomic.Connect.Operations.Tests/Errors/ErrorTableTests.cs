using System.Reflection;
using System.Text.Json;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.Operations.Tests.Documents;

namespace Polytomic.Connect.Operations.Tests.Errors;

/// <summary>The table of docs/errors.md lists every code with the status that answers have.</summary>
public class ErrorTableTests
{
    private static readonly Assembly Product = typeof(PolytomicConnectException).Assembly;

    [Fact]
    public void Every_code_is_listed_with_its_status_and_no_other()
    {
        var codes = Enum.GetNames(TypeOf("Descriptions.PolytomicConnectErrorCode")).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
        var status = TypeOf("Errors.ErrorStatus").GetMethod("Of")!;

        Assert.Equal(
            codes.Select(code => $"`{code}` {status.Invoke(null, [code])}").Order(),
            Document.Errors.Rows("code").Select(row => $"{row[0]} {row[1]}").Order());
    }

    [Fact]
    public void Each_says_what_it_means_and_what_to_do() =>
        Assert.All(Document.Errors.Rows("code"), row => Assert.True(row.Length == 4 && row[2].Length > 0 && row[3].Length > 0, row[0]));

    private static Type TypeOf(string name) => Product.GetType($"Polytomic.Connect.AspNetCore.{name}", throwOnError: true)!;
}
