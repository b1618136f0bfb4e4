namespace SegmentPipeline.Verification;

/// <summary>Natural logarithms of factorials, to the last digits of a double.</summary>
internal static class LogFactorial
{
    private const int Tabled = 256;

    private static readonly double[] Table = MakeTable();

    /// <summary>ln n!</summary>
    internal static double Compute(long n)
    {
        if (n < Tabled) return Table[n];
        // Stirling's series; the next term is below 1e-17 from 256 on.
        double x = n;
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return (x + 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series;
    }

    /// <summary>ln of how many sets of <paramref name="count"/> there are among <paramref name="from"/>.</summary>
    internal static double Choose(long from, long count) => Compute(from) - Compute(count) - Compute(from - count);

    private static double[] MakeTable()
    {
        var table = new double[Tabled];
        for (var n = 2; n < Tabled; n++) table[n] = table[n - 1] + Math.Log(n);
        return table;
    }
}
