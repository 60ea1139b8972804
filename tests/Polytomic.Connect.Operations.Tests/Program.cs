using Polytomic.Connect.Operations.Tests.Shop;
using Xunit.Runner.InProc.SystemConsole;

namespace Polytomic.Connect.Operations.Tests;

/// <summary>Runs the tests; with <c>node</c> as its first argument, a node of the shop that a test may stop or kill.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is [ShopNode.Argument, .. var rest] ? ShopNode.RunAsync(rest) : ConsoleRunner.Run(args);
}
