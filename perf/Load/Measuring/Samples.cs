using System.Globalization;

namespace Polytomic.Connect.Load.Measuring;

/// <summary>The same measured several times.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public double Median
    {
        get
        {
            var sorted = _values.Order().ToArray();
            return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double value) => _values.Add(value);

    /// <summary>The median, and from where to where the values went.</summary>
    public string Show(string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{Number(Median, format)} ({Number(_values.Min(), format)} to {Number(_values.Max(), format)})");

    public static string Ratio(Samples one, Samples other) => Number(one.Median / other.Median, "F2");

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
