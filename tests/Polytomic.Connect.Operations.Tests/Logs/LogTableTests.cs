using System.Reflection;
using Microsoft.Extensions.Logging;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.AspNetCore.TagHelpers;
using Polytomic.Connect.Operations.Tests.Documents;
using Polytomic.Connect.Sandbox;

namespace Polytomic.Connect.Operations.Tests.Logs;

/// <summary>The tables of docs/logs.md list what the packages log, all of it and nothing else.</summary>
public class LogTableTests
{
    private static readonly Assembly[] Product = [typeof(IPolytomicConnect).Assembly, typeof(PolytomicConnectTagHelper).Assembly];

    private static readonly Assembly[] Sandbox = [typeof(PolytomicSandbox).Assembly];

    [Fact]
    public void The_product_logs_what_is_listed() => Assert.Equal(Listed("id"), Logged(Product));

    [Fact]
    public void So_does_the_sandbox() => Assert.Equal(Listed("sandbox id"), Logged(Sandbox));

    [Fact]
    public void Ids_and_names_are_unique()
    {
        foreach (var messages in new[] { Messages(Product), Messages(Sandbox) })
        {
            Assert.Equal(messages.Count, messages.Select(message => message.EventId).Distinct().Count());
            Assert.Equal(messages.Count, messages.Select(message => message.Name).Distinct().Count());
        }
    }

    [Fact]
    public void What_is_wrong_comes_with_what_to_do()
    {
        var rows = Document.Logs.Rows("id").Where(row => row[1] is "Warning" or "Error");

        Assert.All(rows, row => Assert.True(row[3].Length > 0 && row[4].Length > 0, row[0]));
    }

    private static IEnumerable<string> Listed(string heading) => Document.Logs.Rows(heading).Select(row => $"{row[0]} {row[1]} {row[2]}");

    private static IEnumerable<string> Logged(Assembly[] assemblies) =>
        Messages(assemblies).OrderBy(message => message.EventId).Select(message => $"{message.EventId} {message.Level} {message.Name}");

    private static List<(int EventId, LogLevel Level, string Name)> Messages(Assembly[] assemblies)
    {
        var messages = assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(one => one.Message is not null)
            .Select(one => (one.Message!.EventId, one.Message.Level, one.Message.EventName ?? one.Method.Name))
            .ToList();
        Assert.NotEmpty(messages);
        return messages;
    }
}
