using Microsoft.EntityFrameworkCore;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Tests.Documents;

internal sealed class KeyOfCustomer(AppDb db) : IPolytomicCredentialProvider
{
    public async ValueTask<PolytomicCredential?> GetCredentialAsync(PolytomicCredentialContext context, CancellationToken cancellationToken)
    {
        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Members.Any(m => m.UserId == context.UserId), cancellationToken);
        return customer is null ? null : new PolytomicCredential(customer.PolytomicToken, customer.PolytomicOrganizationId);
    }
}
