#if NET9_0_OR_GREATER
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Polytomic.Connect.AspNetCore.Descriptions;

/// <summary>A parameter of an endpoint that reads its query itself.</summary>
internal sealed class DescribedParameter(ParameterInfo parameter, string name) : IParameterBindingMetadata
{
    public string Name => name;

    public bool HasTryParse => false;

    public bool HasBindAsync => false;

    public ParameterInfo ParameterInfo => parameter;

    public bool IsOptional => false;
}
#endif
