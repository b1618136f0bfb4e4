using SegmentPipeline.Ledger;

namespace SegmentPipeline.Web;

/// <summary>Looks whether an audit has changed what the ledger of one archive says, one look at a time: a disk that hangs costs one
/// thread.</summary>
/// <param name="name">Name of the archive.</param>
/// <param name="readVersion">Reads which audit was the last to change something.</param>
/// <param name="readChanged">Reads which streams that audit has changed; null if that may be any.</param>
/// <param name="auditedSince">Since when an audit of this host goes on; null if none does. What it has found stands in the ledger before all
/// that is said of it, as where a loss came from and which copy has it.</param>
internal sealed class LedgerLook(
    string name,
    Func<LedgerVersion> readVersion,
    Func<LedgerVersion, IReadOnlyList<StreamId>?> readChanged,
    Func<Timestamp?> auditedSince)
{
    private bool _hasLooked;
    private volatile bool _isExpected;
    private (LedgerVersion Version, Timestamp Since)? _held;
    private LedgerVersion? _before; // Null also after a look that failed: nobody knows what has changed meanwhile.

    /// <summary>The last look.</summary>
    internal Task Last { get; private set; } = Task.CompletedTask;

    /// <summary>Listeners ask from now on: what a first look that has not ended yet would have seen then, nobody knows, so it is told of
    /// all when it ends.</summary>
    internal void Expect() => _isExpected = true;

    /// <summary>Begins a look, unless the one before is still under way.</summary>
    /// <param name="tell">Takes what has changed.</param>
    internal void Begin(Action<ChangeEvent> tell)
    {
        if (Last.IsCompleted) Last = LookAsync(tell);
    }

    private async Task LookAsync(Action<ChangeEvent> tell)
    {
        if (await OwnThread.RunAsync(Look).ConfigureAwait(false) is { } change) tell(change);
    }

    /// <summary>Whether the audit that made a version may be the one that goes on, and not one before it.</summary>
    private bool MayBeUnderWay(LedgerVersion version)
    {
        if (version == _before || auditedSince() is not { } since) return false;
        if (_held is { } held && held.Version == version) return held.Since == since;
        _held = (version, since);
        return true;
    }

    private ChangeEvent? Look()
    {
        try
        {
            var version = readVersion();
            if (MayBeUnderWay(version)) return null;
            var change = (_hasLooked || _isExpected) && _before != version
                ? ChangeEvent.OfRun(name, version, _before is null ? null : readChanged(version))
                : null;
            (_before, _hasLooked) = (version, true);
            return change;
        }
        catch (AuditFailedException)
        {
            // A ledger that cannot be read now is looked at again; whoever asks for what is in it is told why.
            (_before, _hasLooked) = (null, true);
            return null;
        }
    }
}
