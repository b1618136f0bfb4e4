namespace SegmentPipeline;

/// <summary>The files of one hour, for those who ask a segment for its content.</summary>
internal interface ISegmentFiles
{
    /// <summary>The path of a file of that name, as its store has it.</summary>
    byte[] PathOf(ReadOnlySpan<byte> name);

    /// <summary>Opens a file for reading from its start.</summary>
    ValueTask<Stream> OpenAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken);
}
