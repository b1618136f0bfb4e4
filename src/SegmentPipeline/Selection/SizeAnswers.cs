namespace SegmentPipeline;

/// <summary>The sizes of an hour's files as choices ask for them: those that were asked together, in their order, and others one by one.</summary>
/// <remarks>Others are needed only where files have vanished since their directory was read.</remarks>
internal sealed class SizeAnswers(HourBatch batch, IDirectoryReader reader)
{
    private int _next;

    /// <summary>The answer for a segment.</summary>
    internal SizeQuestion Of(in SegmentEntry entry)
    {
        if (_next < batch.Questions.Count && batch.Questions[_next].NameOffset == entry.NameOffset) return batch.Questions[_next++];
        Span<SizeQuestion> alone = [new SizeQuestion { NameOffset = entry.NameOffset, NameLength = entry.NameLength }];
        reader.AskSizes(batch.Work.Stream.DirectoryOf(batch.Work.Hour!.Value), batch.Names, alone);
        return alone[0];
    }
}
