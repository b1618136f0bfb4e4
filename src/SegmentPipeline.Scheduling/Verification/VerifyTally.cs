using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>Takes what one pass of verifying tells, and counts what it reads. Many may report progress at once.</summary>
/// <param name="archive">Name of the archive.</param>
/// <param name="level">How far files are looked into.</param>
/// <param name="metrics">The metrics, or null.</param>
internal sealed class VerifyTally(string archive, VerificationLevel level, PipelineMetrics? metrics) : IProgress<VerificationProgress>
{
    private readonly Lock _lock = new();
    private VerificationProgress _progress;
    private long _unreadable;
    private long _vanished;

    /// <summary>How far it is.</summary>
    internal VerificationProgress Progress
    {
        get
        {
            lock (_lock) return _progress;
        }
    }

    /// <summary>What the pass came to; null as long as it has not come to its end.</summary>
    internal VerificationSummaryRecord? Summary { get; private set; }

    /// <summary>Files that have been verified, in this pass or before it; null as long as nobody has counted them.</summary>
    internal long? VerifiedFiles { get; set; }

    /// <summary>What there is for the ledger: at the end the figures of the end, before it those so far.</summary>
    internal LedgerVerification Figures => Summary is { } end
        ? new LedgerVerification
        {
            Level = end.Level,
            Files = end.Files,
            Checked = end.Checked,
            Bytes = end.Bytes,
            Corrupt = end.Corrupt,
            Unreadable = end.Unreadable,
            Vanished = end.Vanished,
            NotChecked = end.NotChecked,
        }
        : FiguresSoFar();

    /// <summary>The part of all files that is corrupt or was never verified; null while that is not known.</summary>
    /// <param name="corrupt">Corrupt files that are still there.</param>
    internal double? BoundWith(long corrupt) => Summary is { Files: > 0 } end && VerifiedFiles is { } verified
        ? Math.Min(1, (double)(corrupt + Math.Max(0, end.Files - verified)) / end.Files)
        : null;

    internal void Add(VerificationRecord record)
    {
        lock (_lock)
        {
            if (record is UnreadableFileRecord) _unreadable++;
            else if (record is VanishedFileRecord) _vanished++;
            else if (record is VerificationSummaryRecord summary) Summary = summary;
        }
    }

    public void Report(VerificationProgress value)
    {
        lock (_lock)
        {
            var (files, bytes) = (value.Files - _progress.Files, value.Bytes - _progress.Bytes);
            if (files < 0 || bytes < 0) return;
            _progress = value;
            metrics?.AddVerified(archive, files, bytes);
        }
    }

    private LedgerVerification FiguresSoFar()
    {
        lock (_lock)
        {
            var read = Math.Max(0, _progress.Files - _unreadable - _vanished);
            return new LedgerVerification
            {
                Level = level,
                Files = read + _unreadable + _vanished,
                Checked = read,
                Bytes = _progress.Bytes,
                Corrupt = _progress.Corrupt,
                Unreadable = _unreadable,
                Vanished = _vanished,
            };
        }
    }
}
