namespace Polytomic.Connect.AspNetCore.Configuration;

/// <summary>The settings in force: the last that validated.</summary>
internal sealed class CurrentSettings
{
    public ConnectSettings Value => throw new NotImplementedException();
}
