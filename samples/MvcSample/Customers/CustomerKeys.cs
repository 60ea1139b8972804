using Microsoft.Extensions.Options;
using MvcSample.Accounts;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Customers;

/// <summary>
/// A customer with a key in the section <c>Customers</c> acts with that; everybody else with the app's own. The user's id is all that is there
/// when a completion is looked for in the background, so it is what the customer is found by.
/// </summary>
internal sealed class CustomerKeys(IConfiguration configuration, IOptionsSnapshot<PolytomicConnectOptions> connect) : IPolytomicCredentialProvider
{
    public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken)
    {
        var customer = DemoUser.All.FirstOrDefault(user => user.Id == context.UserId)?.Organization;
        var key = customer is null ? connect.Value.Token : configuration[$"Customers:{customer}:Token"];
        return ValueTask.FromResult(key is null ? null : new PolytomicCredential(key, connect.Value.OrganizationId));
    }
}
