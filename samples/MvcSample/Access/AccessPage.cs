using MvcSample.Accounts;
using Polytomic.Connect.AspNetCore;

namespace MvcSample.Access;

/// <summary>Who may connect one integration, and why.</summary>
public sealed record AccessPage(string Integration, IReadOnlyList<ConnectionType> Types, IReadOnlyList<(DemoUser User, ConnectExplanation Explanation)> Answers);
