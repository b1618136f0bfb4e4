namespace SegmentPipeline.Replicas;

/// <summary>What holds for every answer, whoever made it.</summary>
internal static class AnswerRules
{
    /// <summary>The longest text: a name or a cause.</summary>
    internal const int MostCharacters = 4096;

    private static readonly Timestamp First = Timestamp.Parse("0001-01-01");
    private static readonly Timestamp Last = Timestamp.Parse("9999-12-31T23").AddMicroseconds(Timestamp.MicrosecondsPerHour);

    /// <summary>The first rule that an answer breaks, as a sentence; null if it breaks none.</summary>
    internal static string? FaultOf(NodeAnswer answer)
    {
        if (string.IsNullOrEmpty(answer.Node)) return "the node has no name";
        if (IsTooLong(answer.Node) || IsTooLong(answer.Archive) || IsTooLong(answer.Run) || IsTooLong(answer.Cause))
            return $"a text has more than {MostCharacters} characters";
        if (answer.Settle < TimeSpan.Zero || answer.Settle.Ticks % TimeSpan.TicksPerMicrosecond != 0)
            return "the settle time must be whole microseconds, not negative";
        if (answer.AsOf is { } asOf && !IsTime(asOf)) return "its time lies outside the years 0001 to 9999";
        if (!answer.Answered && (answer.Complete || answer.Streams.Count > 0)) return "a node that has not answered says something";
        StreamAnswer? before = null;
        foreach (var stream in answer.Streams)
        {
            if (FaultOf(stream, before) is { } fault) return fault;
            before = stream;
        }

        return null;
    }

    /// <summary>The first rule that a stream breaks behind another; null if it breaks none.</summary>
    internal static string? FaultOf(StreamAnswer stream, StreamAnswer? before)
    {
        if (before?.Stream == stream.Stream) return $"{stream.Stream} is there twice";
        if (before?.Stream > stream.Stream) return $"{stream.Stream} stands behind {before.Stream}";
        if (stream.Window is not { } window) return stream.Spans.Count > 0 ? $"{stream.Stream} has ranges but no window" : null;
        if (!IsTime(window.Start) || !IsTime(window.End)) return $"the window of {stream.Stream} lies outside the years 0001 to 9999";
        if (window.End < window.Start) return $"the window of {stream.Stream} ends before its start";
        var end = window.Start;
        foreach (var span in stream.Spans)
        {
            if (span.Class == CoverageClass.Full || !Enum.IsDefined(span.Class)) return $"a range of {stream.Stream} has no class of its own";
            if (span.Range.IsEmpty) return $"a range of {stream.Stream} is empty";
            if (span.Range.Start < window.Start || span.Range.End > window.End)
                return $"a range of {stream.Stream} lies outside its window: {span.Range}";
            if (span.Range.Start < end) return $"ranges of {stream.Stream} overlap, or are out of order, at {span.Range.Start}";
            end = span.Range.End;
        }

        return null;
    }

    private static bool IsTooLong(string? text) => text?.Length > MostCharacters;

    private static bool IsTime(Timestamp moment) => First <= moment && moment <= Last;
}
