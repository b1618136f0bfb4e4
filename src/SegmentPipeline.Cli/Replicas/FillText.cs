using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What filling has come to, as text: what would be fetched, what could not be, and the figures. A segment that is here now is
/// worth no line.</summary>
internal sealed class FillText(Stream stream, Screen screen) : CopyPrinter
{
    private readonly ReportPage _page = new(stream, screen);

    internal override ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken)
    {
        if (record is FillRecord fill) AddName(fill);
        if (record is FilledRecord end) AddEnd(end);
        return default;
    }

    internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => _page.EndAsync(cancellationToken);

    public override void Dispose()
    {
        _page.Dispose();
        base.Dispose();
    }

    private void AddName(FillRecord record)
    {
        if (record.State is FillState.Published or FillState.Present) return;
        var by = record.Replica is { } replica ? $" {replica}" : "";
        var cause = record.Cause is { } why ? $": {why}" : "";
        _page.AddLine($"{CopyWords.WordOf(record.State),-10} {ReportPage.Safe(record.Path)}{ReportPage.Safe($"{by}{cause}")}");
    }

    private void AddEnd(FilledRecord end)
    {
        _page.AddLine(
            $"{Plural.TextOf(end.Published, "segment")} published of {Plural.Count(end.Wanted)} missing here, {Plural.Count(end.Bytes)} bytes; {Plural.TextOf(end.Tombstones, "tombstone")}"
        );
        if (end.Replaced > 0)
            _page.AddLine($"[green]{Plural.TextOf(end.Replaced, "corrupt file")}[/] replaced; the broken ones are in quarantine");
        if (end.HolesClosedMicroseconds > 0)
            _page.AddLine($"[green]{DurationWords.TextOf(end.HolesClosedMicroseconds)}[/] of holes closed");
        if (end.Mismatches > 0)
            _page.AddLine($"[yellow]{Plural.TextOf(end.Mismatches, "answer")} with other bytes than the name promises[/]");
        if (end.Unfillable > 0) _page.AddLine($"[red]{Plural.TextOf(end.Unfillable, "segment")} that no copy gives[/]");
        if (!end.Complete)
            _page.AddLine("[yellow]Incomplete: not every copy could be asked about everything, or something was left for another time.[/]");
    }
}
