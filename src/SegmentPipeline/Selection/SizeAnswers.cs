namespace SegmentPipeline;

/// <summary>The sizes of an hour's files as choices ask for them: those that were asked together, in their order.</summary>
/// <remarks>Others are needed only where files have vanished since their directory was read. They are added to the questions of the
/// hour.</remarks>
internal sealed class SizeAnswers(HourBuffers buffers)
{
    private readonly int _answered = buffers.Questions.Count;
    private int _next;

    /// <summary>Whether a size was needed that had not been asked for. What was chosen meanwhile is void.</summary>
    internal bool AreMissing => buffers.Questions.Count > _answered;

    /// <summary>The answer for a segment.</summary>
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
