using System.Diagnostics.CodeAnalysis;
using System.Text;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Takes what one filling tells, and makes of it what a ledger records. Not for several threads at once.</summary>
public sealed class FillRunTally
{
    private const int FailedExit = 2;

    private readonly FillSources _sources;
    private readonly List<LedgerReplacedFile> _replaced = [];
    private LedgerFill _counted = new();
    private FilledRecord? _end;

    /// <summary>A tally of nothing yet.</summary>
    /// <param name="tolerance">The largest gap between two segments that is none; null for that of audits.</param>
    public FillRunTally(TimeSpan? tolerance = null) => _sources = new FillSources(tolerance ?? new AuditRequest().Tolerance);

    /// <summary>Takes a record; those that are not about filling are passed over.</summary>
    /// <param name="record">The record.</param>
    public void Add(CopyRecord record)
    {
        if (record is FillRecord fill) Add(fill);
        else if (record is FilledRecord end) _end = end;
    }

    /// <summary>What there is to record. The figures are those of the filling's end; if it came to none, what was told.</summary>
    /// <param name="started">When it began.</param>
    /// <param name="ended">When it ended.</param>
    /// <param name="withoutEnd">How it ended if it did not come to its end.</param>
    public FinishedFill ToFill(Timestamp started, Timestamp ended, LedgerRunStatus withoutEnd) => new()
    {
        Started = started,
        Ended = ended,
        Status = _end switch
        {
            null => withoutEnd,
            { Exit: FailedExit } => LedgerRunStatus.Failed,
            { Complete: true } => LedgerRunStatus.Complete,
            _ => LedgerRunStatus.Incomplete,
        },
        Outcome = _end is { } end ? AuditOutcomes.FromNumber(end.Exit) : null,
        Figures = Figures() with { Sources = _sources.ToList(), SourceCount = _sources.Count, ReplacedFiles = [.. _replaced] },
    };

    private LedgerFill Figures() => _end is not { } end ? _counted : new LedgerFill
    {
        Wanted = end.Wanted,
        Published = end.Published,
        Tombstones = end.Tombstones,
        Mismatches = end.Mismatches,
        Unfillable = end.Unfillable,
        Replaced = end.Replaced,
        Bytes = end.Bytes,
        HolesClosedMicroseconds = end.HolesClosedMicroseconds,
    };

    private void Add(FillRecord record)
    {
        switch (record.State)
        {
            case FillState.Published:
                _counted = _counted with { Published = _counted.Published + 1, Bytes = _counted.Bytes + record.Bytes };
                if (record.Replica is { } replica) AddSource(record.Path, replica);
                break;
            case FillState.Replaced:
                _counted = _counted with { Replaced = _counted.Replaced + 1, Bytes = _counted.Bytes + record.Bytes };
                if (TryParse(record.Path, out var path, out _))
                    _replaced.Add(new LedgerReplacedFile { Path = path, Replica = record.Replica });
                break;
            case FillState.Tombstone:
                _counted = _counted with { Tombstones = _counted.Tombstones + 1 };
                break;
            case FillState.Mismatch:
                _counted = _counted with { Mismatches = _counted.Mismatches + 1 };
                break;
            case FillState.Unfillable:
                _counted = _counted with { Unfillable = _counted.Unfillable + 1 };
                break;
        }
    }

    /// <summary>What has no range, as a chat's messages, is no source of coverage.</summary>
    private void AddSource(string text, string replica)
    {
        if (TryParse(text, out var path, out var name)) _sources.Add(path.Stream, name.InHour(path.Hour), replica);
    }

    /// <summary>Reads the path of a record that is about one segment.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out EntryPath? path, out SegmentName name)
    {
        (path, name) = (null, default);
        var atName = text.LastIndexOf('/');
        var atHour = atName < 1 ? -1 : text.LastIndexOf('/', atName - 1);
        if (atHour < 1
            || !StreamId.TryParse(text[..atHour], out var stream)
            || !Hour.TryParse(text.AsSpan(atHour + 1, atName - atHour - 1), out var hour)
            || !SegmentName.TryParse(Encoding.UTF8.GetBytes(text[(atName + 1)..]), out name)) return false;
        path = new EntryPath(stream, hour, name.NameUtf8.Span);
        return true;
    }
}
