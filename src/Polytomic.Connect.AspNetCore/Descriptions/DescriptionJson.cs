using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>The described types, for applications that make their OpenAPI document without reflection.</summary>
[JsonSerializable(typeof(PolytomicConnectBody))]
[JsonSerializable(typeof(PolytomicConnectStartedAnswer))]
[JsonSerializable(typeof(PolytomicConnectStatusAnswer))]
[JsonSerializable(typeof(PolytomicConnectIntegrationsAnswer))]
[JsonSerializable(typeof(PolytomicConnectProblem))]
internal sealed partial class DescriptionJson : JsonSerializerContext;

/// <summary>Lets the application's JSON options know the described types, after everything that the application says about them.</summary>
internal sealed class DescriptionJsonOptions : IPostConfigureOptions<JsonOptions>
{
    public void PostConfigure(string? name, JsonOptions options) => options.SerializerOptions.TypeInfoResolverChain.Add(DescriptionJson.Default);
}
