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
        var names = new NameList();
        var question = new SizeQuestion { NameOffset = names.Add(name, EntryKind.File), NameLength = name.Length };
        List<SizeQuestion> questions = [question];
        await store.AskSizesAsync(directory, names, questions, 0, cancellationToken).ConfigureAwait(false);
        var answer = questions[0];
        return answer is { Outcome.Status: ReadStatus.Done, ChangedSeconds: > 0 }
            ? Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(answer.ChangedSeconds))
            : null;
    }
}
