using Microsoft.AspNetCore.Builder;

namespace MvcSample.Tests.StartUp;

/// <summary>A call that was forgotten stops the start, and one line says which.</summary>
public sealed class MissingCallTests
{
    [Fact]
    public void Mapped_but_not_added()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        var problem = Assert.Throws<InvalidOperationException>(() => app.MapPolytomicConnect());

        Assert.Contains("builder.Services.AddPolytomicConnect()", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }
}
