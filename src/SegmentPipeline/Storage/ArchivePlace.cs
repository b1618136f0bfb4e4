namespace SegmentPipeline;

/// <summary>The archive's directory and those of its streams as they were when reading began. The first streams are held open: some file
/// systems number a directory anew once nobody holds it. Of the others the numbers are noted, and when they were made: a number may pass to
/// the next directory.</summary>
internal sealed class ArchivePlace : IDisposable
{
    private const int MostHeld = 64;

    private readonly IArchiveStore _store;
    private readonly IHeldDirectory _held;
    private readonly List<IHeldDirectory> _streams = [];

    internal ArchivePlace(IArchiveStore store)
    {
        _store = store;
        _held = store.Hold(store.Root);
    }

    /// <summary>The place of a stream, as it is now.</summary>
    internal StreamPlace PlaceOf(DirectoryPath stream)
    {
        if (_streams.Count >= MostHeld) return new StreamPlace(this, _store.Note(stream));
        var held = _store.Hold(stream);
        _streams.Add(held);
        return new StreamPlace(this, held);
    }

    /// <summary>Sees that what is absent is not only out of sight.</summary>
    /// <exception cref="AuditFailedException">The root does not lead to the same directory any more.</exception>
    internal void Check()
    {
        if (_held.Ask() != HeldState.Same) throw Failure();
    }

    /// <summary>Sees that what was read lay in one directory. A root that leads nowhere in the end led there while all was read.</summary>
    /// <exception cref="AuditFailedException">The root leads to another directory.</exception>
    internal void CheckEnd()
    {
        if (_held.Ask() == HeldState.Other) throw Failure();
    }

    public void Dispose()
    {
        _held.Dispose();
        foreach (var stream in _streams) stream.Dispose();
    }

    private AuditFailedException Failure() => new(
        $"the archive {_store.Root} is not the directory any more that it was when reading began: it was unmounted, deleted, renamed or replaced; see to the disk and start again");
}
