using System.Text;
using Polytomic.Connect.AspNetCore.Urls;

namespace Polytomic.Connect.AspNetCore.Tests.Urls;

public class InternationalNamesTests
{
    [Fact]
    public void Maps_to_what_needs_no_further_mapping_so_that_it_holds_without_ICU()
    {
        var accepted = 0;
        for (var c = '\u0001'; c < '\uFFFF'; c++)
        {
            if (InternationalNames.TryMap(c, out var mapped))
            {
                accepted++;
                Assert.True(mapped.ToString().IsNormalized(NormalizationForm.FormKC) && !char.IsUpper(mapped), $"U+{(int)c:X4}");
                Assert.True(InternationalNames.TryMap(mapped, out var again) && again == mapped, $"U+{(int)c:X4}");
            }
        }

        Assert.True(accepted > 30_000);
    }
}
