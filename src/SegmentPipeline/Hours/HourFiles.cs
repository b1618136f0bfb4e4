namespace SegmentPipeline;

/// <summary>The files of one hour in its store, for those who ask a segment for its content.</summary>
internal sealed class HourFiles(IArchiveStore store, DirectoryPath directory)
{
    /// <summary>The path of a file of that name, as its store has it.</summary>
    internal byte[] PathOf(ReadOnlySpan<byte> name) => directory.Child(name).Bytes.ToArray();

    /// <summary>Opens a file for reading from its start.</summary>
    internal ValueTask<Stream> OpenAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
        store.OpenAsync(directory, name, cancellationToken);

    /// <summary>When the content or the place of a file last changed, to the second; null if there is no telling.</summary>
    internal async ValueTask<Timestamp?> ChangedAtAsync(byte[] name, CancellationToken cancellationToken)
    {
        var answer = await store.AskSizeAsync(directory, name, cancellationToken).ConfigureAwait(false);
        return answer is { Outcome.Status: ReadStatus.Done, ChangedSeconds: > 0 }
            ? Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(answer.ChangedSeconds))
            : null;
    }
}
