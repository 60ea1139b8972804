using Polytomic.Connect.Sandbox.Tests.Connections;
using Xunit.Runner.InProc.SystemConsole;

namespace Polytomic.Connect.Sandbox.Tests;

/// <summary>Runs the tests; with <c>writer</c> as its first argument, a process that a test may kill.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is [WriterProcess.Argument, var path] ? Task.FromResult(WriterProcess.Run(path)) : ConsoleRunner.Run(args);
}
