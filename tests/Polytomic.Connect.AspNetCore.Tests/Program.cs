using Polytomic.Connect.AspNetCore.Tests.Completion;
using Xunit.Runner.InProc.SystemConsole;

namespace Polytomic.Connect.AspNetCore.Tests;

/// <summary>Runs the tests; with <c>node</c> as its first argument, an application that a test may kill.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is [NodeProcess.Argument, .. var rest] ? NodeProcess.RunAsync(rest) : ConsoleRunner.Run(args);
}
