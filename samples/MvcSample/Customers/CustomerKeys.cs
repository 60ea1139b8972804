using MvcSample.Accounts;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Customers;

/// <summary>
/// A customer with a key in the section <c>Customers</c> acts with that; everybody else with the app's own. The user's id is all that is there
/// when a completion is looked for in the background, so it is what the customer is found by. Not from the options: those throw while
/// the configuration holds a mistake, and nobody could connect anything until it is mended.
/// </summary>
internal sealed class CustomerKeys(IConfiguration configuration) : IPolytomicCredentialProvider
{
    public ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken)
    {
        var customer = DemoUser.All.FirstOrDefault(user => user.Id == context.UserId)?.Organization;
        var key = configuration[customer is null ? "PolytomicConnect:Token" : $"Customers:{customer}:Token"];
        return ValueTask.FromResult(string.IsNullOrEmpty(key) ? null : new PolytomicCredential(key, context.OrganizationId));
    }
}
