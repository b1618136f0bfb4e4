using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Testing;

/// <summary>What a <c>.ts</c> name says, read the slow way: split at dashes, regular expressions, whole numbers of any size.</summary>
/// <param name="StartInHour">Microseconds from the start of the hour.</param>
/// <param name="Duration">Microseconds.</param>
/// <param name="Type">The third part.</param>
/// <param name="Hash">The rest.</param>
/// <param name="BrokenAt">Where the first broken part begins, or null if the name is right.</param>
/// <remarks>Source: semantics §1.</remarks>
internal sealed record NaiveName(long StartInHour, long Duration, string Type, string Hash, int? BrokenAt)
{
    private static readonly BigInteger LongestDuration = 3_600_000_000;

    /// <summary>Reads a name; characters stand for bytes.</summary>
    internal static NaiveName Read(string name)
    {
        var parts = name[..^".ts".Length].Split('-', 4);
        var begin = 0;
        if (StartOf(parts[0]) is not { } start) return Broken(begin);

        if (!Advance(1)) return Broken(begin);
        if (DurationOf(parts[1]) is not { } duration) return Broken(begin);

        if (!Advance(2)) return Broken(begin);
        if (parts[2] is not ("full" or "suspect" or "partial" or "temp")) return Broken(begin);

        if (!Advance(3)) return Broken(begin);
        if (parts[2] != "temp" && !Regex.IsMatch(parts[3], @"\A[A-Za-z0-9_-]{43}\z")) return Broken(begin);

        return new NaiveName(start, duration, parts[2], parts[3], null);

        // A part that is not there begins where the name's stem ends.
        bool Advance(int part)
        {
            begin += parts[part - 1].Length + (part < parts.Length ? 1 : 0);
            return part < parts.Length;
        }
    }

    private static NaiveName Broken(int position) => new(0, 0, "", "", position);

    private static long? StartOf(string time)
    {
        var match = Regex.Match(time, @"\A([0-9][0-9]):([0-9][0-9])(?:\.([0-9]{1,6}))?\z");
        if (!match.Success) return null;
        var minute = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var second = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        if (minute > 59 || second > 59) return null;
        var microsecond = int.Parse(match.Groups[3].Value.PadRight(6, '0'), CultureInfo.InvariantCulture);
        return (minute * 60L + second) * 1_000_000 + microsecond;
    }

    private static long? DurationOf(string text)
    {
        var match = Regex.Match(text, @"\A([0-9]+)(?:\.([0-9]+))?\z");
        if (!match.Success) return null;
        var fraction = match.Groups[2].Value;
        var digits = BigInteger.Parse(match.Groups[1].Value + fraction, CultureInfo.InvariantCulture);
        var microseconds = DivideHalfEven(digits * 1_000_000, BigInteger.Pow(10, fraction.Length));
        return microseconds <= LongestDuration ? (long)microseconds : null;
    }

    private static BigInteger DivideHalfEven(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        var twice = remainder * 2;
        return twice > divisor || (twice == divisor && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
