namespace MvcSample.Accounts;

public sealed record LoginPage(IReadOnlyList<DemoUser> Users, string ReturnUrl);
