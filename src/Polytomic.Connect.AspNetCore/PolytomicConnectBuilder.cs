using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Polytomic.Connect.AspNetCore;

/// <summary>Extends Polytomic Connect. Made by <c>AddPolytomicConnect</c>.</summary>
public sealed class PolytomicConnectBuilder
{
    internal PolytomicConnectBuilder(IServiceCollection services, IHttpClientBuilder httpClient)
    {
        Services = services;
        HttpClient = httpClient;
    }

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The client that speaks to Polytomic. Redirects are not followed: the key would go along.</summary>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Asks <typeparamref name="T"/> for policies besides the configured ones. Several may be added; a scoped service.</summary>
    /// <typeparam name="T">The provider.</typeparam>
    public PolytomicConnectBuilder AddPolicyProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IConnectPolicyProvider
    {
        Services.TryAddEnumerable(ServiceDescriptor.Scoped<IConnectPolicyProvider, T>());
        return this;
    }

    /// <summary>Takes key and organization from <typeparamref name="T"/>, in place of <see cref="PolytomicConnectOptions.Token"/>. The last one added counts; a scoped service.</summary>
    /// <typeparam name="T">The provider.</typeparam>
    public PolytomicConnectBuilder AddCredentialProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IPolytomicCredentialProvider
    {
        Services.Replace(ServiceDescriptor.Scoped<IPolytomicCredentialProvider, T>());
        return this;
    }

    /// <summary>Asks <typeparamref name="T"/> whether a user may reconnect a connection. The last one added counts; a scoped service.</summary>
    /// <typeparam name="T">The authorizer.</typeparam>
    public PolytomicConnectBuilder AddConnectionAuthorizer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IConnectionAuthorizer
    {
        Services.Replace(ServiceDescriptor.Scoped<IConnectionAuthorizer, T>());
        return this;
    }

    /// <summary>Tells <typeparamref name="T"/> about every verified connection. Several may be added, and run in that order; a scoped service.</summary>
    /// <typeparam name="T">The handler.</typeparam>
    public PolytomicConnectBuilder AddCompletionHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IConnectCompletionHandler
    {
        Services.TryAddEnumerable(ServiceDescriptor.Scoped<IConnectCompletionHandler, T>());
        return this;
    }
}
