namespace Polytomic.Connect.Sandbox.Api;

/// <summary>One operation of the API.</summary>
internal interface IApiOperation
{
    string Method { get; }

    /// <summary>The path below <c>api/</c>; <c>{id}</c> stands for one segment.</summary>
    string Path { get; }

    Task<ApiAnswer> HandleAsync(ApiCall call, CancellationToken cancellationToken);
}
