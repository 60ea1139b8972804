namespace Polytomic.Connect.AspNetCore.Addresses;

/// <summary>Says which of the product's endpoints this is.</summary>
internal sealed record ConnectEndpointMetadata(ConnectEndpoint Endpoint);
