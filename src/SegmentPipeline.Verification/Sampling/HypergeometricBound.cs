using System.Numerics;

namespace SegmentPipeline.Verification;

/// <summary>How many of all files may be corrupt at most, after some that were drawn without replacement have been looked at.</summary>
/// <remarks>
/// Source: docs/verification.md §4. The greatest K with P(at most k corrupt among n | K of N) &gt; 5 %: a greater K would make what was
/// found too unlikely. P falls with K, so K is found by halving, some 25 probabilities for 10⁷ files; each has k + 1 terms at most.
/// Probabilities come from logarithms of factorials. One that lies so near 5 % that rounding might decide is computed again in whole
/// numbers; where these would be too long, it counts as above, so that the bound is never too small.
/// </remarks>
internal static class HypergeometricBound
{
    private const double Doubt = 0.05;
    private const int DoubtDivisor = 20;

    /// <summary>Binomial coefficients of fewer factors than this are computed in whole numbers.</summary>
    private const long MostFactors = 20_000;

    /// <summary>The greatest number of corrupt files that is not too unlikely.</summary>
    /// <param name="files">All files, N.</param>
    /// <param name="checkedFiles">How many were looked at, n.</param>
    /// <param name="corrupt">How many of these are corrupt, k.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ k ≤ n ≤ N.</exception>
    internal static long Find(long files, long checkedFiles, long corrupt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(corrupt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(corrupt, checkedFiles);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(checkedFiles, files);
        var (likely, unlikely) = (corrupt, files - checkedFiles + corrupt + 1);
        while (unlikely - likely > 1)
        {
            var between = likely + (unlikely - likely) / 2;
            if (IsLikely(new Draw(files, checkedFiles, between), corrupt)) likely = between;
            else unlikely = between;
        }

        return likely;
    }

    private static bool IsLikely(Draw draw, long most)
    {
        // At the mean or above, half of all draws have at most as many.
        if ((Int128)most * draw.Files >= (Int128)draw.Drawn * draw.Corrupt + draw.Files) return true;
        var probability = ProbabilityOfAtMost(draw, most);
        var rounding = Math.Max(1e-9, 1e-14 * LogFactorial.Compute(draw.Files));
        if (Math.Abs(probability / Doubt - 1) > rounding) return probability > Doubt;
        return IsLikelyInWholeNumbers(draw, most);
    }

    /// <summary>The sum of the terms from the greatest down: each comes from the one before, and they fall.</summary>
    private static double ProbabilityOfAtMost(Draw draw, long most)
    {
        var (sum, term) = (1.0, 1.0);
        var least = Math.Max(0, draw.Drawn - (draw.Files - draw.Corrupt));
        for (var x = most; x > least; x--)
        {
            term *= (double)x * (draw.Files - draw.Corrupt - draw.Drawn + x)
                / ((double)(draw.Corrupt - x + 1) * (draw.Drawn - x + 1));
            sum += term;
            if (term < sum * 1e-18) break;
        }

        var log = LogFactorial.Choose(draw.Corrupt, most)
            + LogFactorial.Choose(draw.Files - draw.Corrupt, draw.Drawn - most)
            - LogFactorial.Choose(draw.Files, draw.Drawn);
        return Math.Exp(log + Math.Log(sum));
    }

    private static bool IsLikelyInWholeNumbers(Draw draw, long most)
    {
        // As many are corrupt and drawn as are drawn and corrupt: the smaller coefficients tell the same.
        var (marked, drawn) = draw.Drawn <= draw.Corrupt ? (draw.Corrupt, draw.Drawn) : (draw.Drawn, draw.Corrupt);
        if (Math.Min(drawn, draw.Files - drawn) > MostFactors || most > MostFactors) return true;
        var sum = BigInteger.Zero;
        for (var x = Math.Max(0, drawn - (draw.Files - marked)); x <= Math.Min(most, drawn); x++)
            sum += Choose(marked, x) * Choose(draw.Files - marked, drawn - x);
        return sum * DoubtDivisor > Choose(draw.Files, drawn);
    }

    private static BigInteger Choose(long from, long count)
    {
        count = Math.Min(count, from - count);
        var (above, below) = (BigInteger.One, BigInteger.One);
        for (long i = 1; i <= count; i++)
        {
            above *= from - count + i;
            below *= i;
        }

        return above / below;
    }

    /// <param name="Files">All files, N.</param>
    /// <param name="Drawn">How many are drawn, n.</param>
    /// <param name="Corrupt">How many of all are corrupt, K.</param>
    private readonly record struct Draw(long Files, long Drawn, long Corrupt);
}
