using Polytomic.Connect.AspNetCore;
using System.Security.Claims;
namespace Microsoft.AspNetCore.Builder;
internal static class Stub {
  public static SB AddPolytomicConnect(this IServiceCollection s) { s.AddSingleton<IPolytomicConnect, P>(); return new(); }
  public sealed class SB { public SB AddCompletionHandler<T>()=>this; public SB AddConnectionAuthorizer<T>()=>this; }
  public sealed class O { public string? DataPath; }
  public static void AddPolytomicSandbox(this IServiceCollection s, Action<O> o) { s.Configure<PolytomicConnectOptions>(x => x.BaseUrl = "http://127.0.0.1:5080/polytomic"); }
  public static void MapPolytomicConnect(this IEndpointRouteBuilder s) {}
  public static void MapPolytomicSandbox(this IEndpointRouteBuilder s, string p) {}
  private sealed class P : IPolytomicConnect {
    public Task<ConnectSession> StartAsync(ClaimsPrincipal user, ConnectRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    public Task<IReadOnlyList<ConnectionType>> GetConnectionTypesAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ConnectionType>>(user.Identity!.Name == "Carol" ? [] : [new("postgresql","PostgreSQL",null), new("hubspot","HubSpot",null)]);
  }
}
