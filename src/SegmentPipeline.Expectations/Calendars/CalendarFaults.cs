using System.Runtime.Serialization;
using Ical.Net.Evaluation;

namespace SegmentPipeline.Expectations;

/// <summary>What the library says of a file that is no calendar.</summary>
internal static class CalendarFaults
{
    /// <summary>Whether a fault comes of what a file says: the library has no one type for that.</summary>
    internal static bool IsAboutTheFile(Exception fault) => fault is EvaluationException or SerializationException or ArgumentException
        or FormatException or InvalidOperationException or InvalidCastException or OverflowException or NullReferenceException
        or IndexOutOfRangeException or KeyNotFoundException or NotSupportedException or IOException;

    internal static FormatException ExceptionFor(Exception fault) => fault switch
    {
        EvaluationLimitExceededException => new FormatException("an event recurs by a rule that never comes true", fault),
        FormatException known when known.InnerException is null => known,
        _ => new FormatException($"is no calendar that can be read: {fault.Message}", fault),
    };
}
