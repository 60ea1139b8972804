using Microsoft.Extensions.Options;

namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>Checks the data annotations of the options; the body is generated.</summary>
[OptionsValidator]
internal sealed partial class OptionsAnnotations : IValidateOptions<PolytomicConnectOptions>;
