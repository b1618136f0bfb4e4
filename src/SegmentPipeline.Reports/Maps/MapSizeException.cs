using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>What is to be drawn does not fit a picture.</summary>
public sealed class MapSizeException : Exception
{
    /// <summary>A fault without a sentence.</summary>
    public MapSizeException()
    {
    }

    /// <summary>A fault in a sentence of its own.</summary>
    /// <param name="message">What does not fit, and what to do.</param>
    public MapSizeException(string message)
        : base(message)
    {
    }

    /// <summary>A fault that another one caused.</summary>
    /// <param name="message">What does not fit, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public MapSizeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static void ThrowIfMoreThan(int most, long rows)
    {
        if (rows <= most) return;
        throw new MapSizeException(string.Create(
            CultureInfo.InvariantCulture,
            $"the map would have {rows:N0} rows, and {most:N0} are the most; name fewer streams or a shorter range"));
    }
}
