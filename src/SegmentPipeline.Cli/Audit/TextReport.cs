namespace SegmentPipeline.Cli;

/// <summary>The report for people: the streams, the longest holes, the other findings in a line, the verdict, and what is different
/// if there is a ledger.</summary>
/// <remarks>Nothing is written before the end. Memory does not grow with the number of findings, and with that of streams by their records
/// alone: columns are as wide as their widest cells, so the table is written when all streams are known.</remarks>
internal sealed class TextReport(Stream stream, Screen screen, ReportNotes notes) : IRecordWriter
{
    private const int MostUnreadable = 5;
    private const int MostSilent = 5;

    private readonly List<StreamRecord> _streams = [];
    private readonly List<UnreadableFinding> _unreadable = [];
    private readonly List<SilentFinding> _silent = [];

    private readonly LedgerSection _ledger = new(screen, notes);
    private readonly Longest<HoleFinding> _holes = new(MostHoles(screen, streams: 0));

    private readonly CauseLines _causes = new();

    private HeaderRecord? _header;
    private SummaryRecord? _summary;

    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        switch (record)
        {
            case HeaderRecord header: _header = header; break;
            case StreamRecord figures: _streams.Add(figures); break;
            case HoleFinding hole:
                _holes.Add(hole, hole.Range.Microseconds);
                _causes.Add(hole.Cause);
                break;
            case DegradedFinding degraded: _causes.Add(degraded.Cause); break;
            case UnreadableFinding unreadable when _unreadable.Count < MostUnreadable: _unreadable.Add(unreadable); break;
            case SilentFinding silent when _silent.Count < MostSilent: _silent.Add(silent); break;
            case DeltaRecord delta: _ledger.Add(delta); break;
            case SummaryRecord summary: _summary = summary; break;
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        using var page = new ReportPage(stream, screen);
        if (_header is not null && _summary is not null)
        {
            page.AddLine(ReportWords.Archive(_header, _summary, notes));
            AddLineIfAny(page, ReportWords.Started(_header, notes));
            AddLineIfAny(page, ReportWords.Windows(_streams));
            page.AddLine();
            if (_streams.Count > 0) StreamTable.Build(_streams, screen).AddTo(page, screen);
            page.AddLine();
            AddHoles(page);
            _causes.AddTo(page);
            AddSilent(page, _summary.Findings.Silent);
            AddLineIfAny(page, ReportWords.OtherFindings(_summary.Findings));
            AddUnreadable(page, _summary.Findings.Unreadable);
            AddLineIfAny(page, ReportWords.Entries(_summary.Entries));
            page.AddLine(ReportWords.Verdict(_summary, _streams, notes));
            _ledger.AddTo(page);
        }

        await page.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What fits on the screen beside the streams, the title and the verdict, but always a few.</summary>
    private static int MostHoles(Screen screen, int streams)
    {
        const int otherLines = 16;
        const int withoutScreen = 20;
        return screen == Screen.None ? withoutScreen : Math.Max(5, screen.Height - otherLines - streams);
    }

    private static void AddLineIfAny(ReportPage page, string? markup)
    {
        if (markup is not null) page.AddLine(markup);
    }

    private void AddHoles(ReportPage page)
    {
        if (_holes.Count == 0) return;
        var shown = _holes.First(MostHoles(screen, _streams.Count));
        HoleTable.Build(shown, screen).AddTo(page, screen);
        if (shown.Count < _holes.Count)
        {
            page.AddLine(
                $"[dim]… and {Plural.TextOf(_holes.Count - shown.Count, "shorter hole")}; to see all, write [/]--format csv[dim] or [/]--format ndjson"
            );
        }

        page.AddLine();
    }

    private void AddSilent(ReportPage page, long count)
    {
        foreach (var silent in _silent) page.AddLine(ReportWords.Silent(silent));
        if (count > _silent.Count) page.AddLine($"[dim]… and {Plural.TextOf(count - _silent.Count, "more stream")} silent[/]");
        if (count > 0) page.AddLine();
    }

    private void AddUnreadable(ReportPage page, long count)
    {
        foreach (var unreadable in _unreadable)
        {
            page.AddLine($"[yellow]Could not read[/] {ReportPage.Safe(unreadable.Path.ToString())}: {ReportPage.Safe(unreadable.Cause)}");
        }

        if (count > _unreadable.Count)
            page.AddLine($"[dim]… and {Plural.TextOf(count - _unreadable.Count, "more place")} could not be read[/]");
    }
}
