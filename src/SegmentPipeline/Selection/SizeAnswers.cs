namespace SegmentPipeline;

/// <summary>The sizes of an hour's files, in the order in which choices need them. Reads and writes Questions, no other field.</summary>
/// <remarks>A size that nobody has asked for is needed only if files have vanished since their directory was read. A question for it is
/// added to Questions.</remarks>
internal sealed class SizeAnswers(HourBuffers buffers)
{
    private readonly int _answered = buffers.Questions.Count;
    private int _next;

    /// <summary>Whether a choice needed a size that nobody had asked for. All choices made with these answers are then void.
    /// Reads Questions.</summary>
    internal bool AreMissing => buffers.Questions.Count > _answered;

    /// <summary>The answer for a segment. Reads Questions; writes a further question if there is none for the segment.</summary>
    internal SizeQuestion QuestionAbout(in SegmentEntry entry)
    {
        if (_next < _answered && buffers.Questions[_next].NameOffset == entry.NameOffset) return buffers.Questions[_next++];
        var offset = entry.NameOffset;
        var at = buffers.Questions.FindLastIndex(question => question.NameOffset == offset);
        if (at >= 0) return buffers.Questions[at];
        var question = new SizeQuestion { NameOffset = offset, NameLength = entry.NameLength, Outcome = ReadOutcome.Done };
        buffers.Questions.Add(question);
        return question;
    }
}
