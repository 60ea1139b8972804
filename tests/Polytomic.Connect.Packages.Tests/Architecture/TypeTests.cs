using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Polytomic.Connect.AspNetCore;
using Polytomic.Connect.AspNetCore.TagHelpers;
using Polytomic.Connect.Sandbox;

namespace Polytomic.Connect.Packages.Tests.Architecture;

public sealed class TypeTests
{
    /// <summary>Where what is public may be: where its users look for it.</summary>
    private static readonly string[] PublicNamespaces =
    [
        "Microsoft.AspNetCore.Builder",
        "Microsoft.Extensions.DependencyInjection",
        "Polytomic.Connect.AspNetCore",
        "Polytomic.Connect.AspNetCore.TagHelpers",
        "Polytomic.Connect.Sandbox",
    ];

    /// <summary>What nobody can give up, and why.</summary>
    private static readonly Dictionary<string, string> Unstoppable = new()
    {
        ["Deadline.WaitAsync"] = "is the deadline itself",
        ["Call.TryOnceAsync"] = "a call holds its deadline",
        ["CatalogueCheck.RunAsync"] = "is not waited for",
        ["Detached.RunAsync"] = "is what outlasts the requests that share it",
        ["CompletionHandlers.RunAsync"] = "handlers have thirty seconds of their own, whoever waits for them",
        ["CompletionRecords.AddAsync"] = "what succeeded has to be recorded, whoever still waits",
        ["ConnectionLookup.Add"] = "one look-up serves many who ask; each waits with a token of its own",
        ["IdempotentOutcomes.OnceAsync"] = "the first outcome counts for all who ask with the same key",
        ["UpstreamCircuit.NoteAsync"] = "what came of a call has to be counted, whoever still waits",
    };

    private static readonly Assembly[] Products = [typeof(IPolytomicConnect).Assembly, typeof(PolytomicConnectTagHelper).Assembly, typeof(PolytomicSandboxOptions).Assembly];

    public static TheoryData<string> Assemblies => [.. Products.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Nothing_is_public_in_an_internal_namespace(string assembly) =>
        Assert.All(Assembly.Load(assembly).GetExportedTypes(), type => Assert.Contains(type.Namespace, PublicNamespaces));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_class_is_sealed_unless_another_of_ours_derives_from_it(string assembly)
    {
        var bases = TypesOf(assembly).Select(type => type.BaseType).OfType<Type>().ToHashSet();
        var classes = TypesOf(assembly).Where(type => type.IsClass && !type.IsAbstract && (type.IsPublic || !bases.Contains(type)));

        Assert.All(classes, type => Assert.True(type.IsSealed, $"{type} is neither sealed nor static."));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Whoever_awaits_can_give_up(string assembly)
    {
        var methods = TypesOf(assembly)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsPrivate && !method.IsSpecialName && !typeof(Delegate).IsAssignableFrom(method.DeclaringType) && !Unstoppable.ContainsKey($"{method.DeclaringType!.Name}.{method.Name}") && !IsGenerated(method) && IsAwaited(method.ReturnType) && !IsDemandedFromOutside(method))
            .ToList();

        Assert.All(methods, method => Assert.True(
            method.GetParameters().Any(parameter => Carries(parameter.ParameterType)) || method.DeclaringType!.GetInterfaces().Contains(typeof(IAsyncDisposable)),
            $"{method.DeclaringType}.{method.Name} takes no cancellation token."));
    }

    private static IEnumerable<Type> TypesOf(string assembly) => Assembly.Load(assembly).GetTypes().Where(type => !IsGenerated(type) && !IsGenerated(type.DeclaringType));

    private static bool IsGenerated(MemberInfo? member) =>
        member is not null && (member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
            || member.Name.Contains('<', StringComparison.Ordinal)
            || (member.DeclaringType is { } outer && IsGenerated(outer)));

    private static bool IsAwaited(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)));

    /// <summary>A token, or something that brings one along: a request (its <c>RequestAborted</c>) or a deadline.</summary>
    private static bool Carries(Type type) =>
        type == typeof(CancellationToken) || type == typeof(HttpContext) || type.Name is "Deadline" or "UpstreamCall" or "ApiCall" or "TagHelperContext";

    /// <summary>What the framework's base class or interface demands is of the framework's shape.</summary>
    private static bool IsDemandedFromOutside(MethodInfo method) =>
        (method.GetBaseDefinition() is var root && root != method && !Products.Contains(root.DeclaringType!.Assembly))
        || method.DeclaringType!.GetInterfaces().Where(contract => !Products.Contains(contract.Assembly))
            .Any(contract => !method.DeclaringType.IsInterface && method.DeclaringType.GetInterfaceMap(contract).TargetMethods.Contains(method));
}
