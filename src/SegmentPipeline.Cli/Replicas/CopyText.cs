using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What copies lack of each other, as text: a section for each stream, its replicas, then its holes.</summary>
/// <remarks>Holds the records of one stream at a time.</remarks>
internal sealed class CopyText(Stream stream, Screen screen) : CopyPrinter
{
    private static readonly FittedColumn[] ReplicaColumns =
    [
        new("Replica", 0), new("Missing here", 0, IsNumber: true), new("Extra here", 0, IsNumber: true),
        new("Same", 1, IsNumber: true),
        new("Withdrawn", 2, IsNumber: true),
        new("Twins", 3, IsNumber: true),
        new("Hours", 4, IsNumber: true),
    ];

    private static readonly FittedColumn[] HoleColumns = [new("Hole", 0, IsNumber: true), new("Start", 0), new("End", 1), new("From", 0)];

    private readonly ReportPage _page = new(stream, screen);
    private readonly List<ReplicaRecord> _replicas = [];
    private readonly List<VerdictRecord> _verdicts = [];
    private StreamId? _stream;
    private long _hours;

    /// <summary>What was compared, for the case that there was nothing.</summary>
    /// <value>Null: nothing is said of that.</value>
    internal CompareRequest? Request { get; init; }

    internal override ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken)
    {
        if (record is StreamCopyRecord { Stream: var next } && next != _stream) EndStream(next);
        if (record is ReplicaRecord replica)
        {
            _replicas.Add(replica);
            _hours += replica.Hours;
        }

        if (record is VerdictRecord verdict) _verdicts.Add(verdict);
        if (record is ComparedRecord total) AddTotal(total);
        return default;
    }

    internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => _page.EndAsync(cancellationToken);

    public override void Dispose()
    {
        _page.Dispose();
        base.Dispose();
    }

    private void EndStream(StreamId? next)
    {
        if (_stream is not null) AddStream(_stream);
        _replicas.Clear();
        _verdicts.Clear();
        _stream = next;
    }

    private void AddStream(StreamId one)
    {
        _page.AddLine($"[bold]{ReportPage.Safe(one.ToString())}[/]");
        new FittedTable(ReplicaColumns, _replicas.Select(Cells), name: 0) { Indent = 2 }.AddTo(_page, screen);
        foreach (var replica in _replicas.Where(replica => !replica.Complete))
            _page.AddLine($"  [yellow]{ReportPage.Safe($"{replica.Replica}: not all could be read: {replica.Cause}")}[/]");
        if (_verdicts.Count > 0)
        {
            _page.AddLine();
            new FittedTable(HoleColumns, _verdicts.SelectMany(verdict => verdict.Parts).Select(Cells), name: 3) { Indent = 2 }
                .AddTo(_page, screen);
        }

        _page.AddLine();
    }

    private void AddTotal(ComparedRecord total)
    {
        EndStream(null);
        var lengths = total.Microseconds;
        _page.AddLine(
            $"{Plural.TextOf(total.Streams, "stream")}: {Plural.TextOf(total.Missing, "segment")} missing here, {Plural.Count(total.Extra)} extra; {Plural.TextOf(total.Holes, "hole")}"
        );
        if (_hours == 0 && total.Complete && Request is { } request) AddNothing(request);
        AddLength("can be filled", lengths.Fillable, "green");
        AddLength("only in another quality", lengths.Lower, "yellow");
        AddLength("unknown: some copy could not say", lengths.Unknown, "yellow");
        AddLength("nowhere: nobody has it", lengths.Nowhere, "red");
        if (!total.Complete)
            _page.AddLine("[yellow]Incomplete: not every copy could be asked about everything, so figures are lower bounds.[/]");
    }

    /// <summary>Figures of nothing look as if all were well.</summary>
    private void AddNothing(CompareRequest request)
    {
        var from = request.Start is { } start ? $" from {start}" : "";
        var to = request.End is { } end ? $" to {end}" : "";
        _page.AddLine($"[yellow]Nothing was there to compare: no copy has an hour{from}{to}.[/]");
    }

    private void AddLength(string what, long microseconds, string style)
    {
        if (microseconds > 0) _page.AddLine($"  [{style}]{DurationWords.TextOf(microseconds)}[/] {what}");
    }

    private static FittedCell[] Cells(ReplicaRecord record) =>
    [
        FittedCell.Name(record.Replica), new(Plural.Count(record.Missing), record.Missing > 0 ? "yellow" : null),
            Plural.Count(record.Extra),
            Plural.Count(record.Same),
            Plural.Count(record.Withdrawn),
            Plural.Count(record.Twins),
            Plural.Count(record.Hours),
    ];

    private static FittedCell[] Cells(VerdictPart part) =>
    [
        new(DurationWords.TextOf(part.End.MicrosecondsSince(part.Start)), StyleOf(part.Verdict)),
        part.Start.ToString(), part.End.ToString(), FittedCell.Name(WordsOf(part)),
    ];

    internal static string StyleOf(HoleVerdict verdict) => verdict switch
    {
        HoleVerdict.Fillable => "green",
        HoleVerdict.Nowhere => "red",
        _ => "yellow",
    };

    internal static string WordsOf(VerdictPart part) => part.Verdict switch
    {
        HoleVerdict.Fillable => string.Join(", ", part.Replicas!),
        HoleVerdict.Lower => $"only as {string.Join(", ", part.Qualities!)}",
        HoleVerdict.Unknown => "unknown",
        _ => "nowhere",
    };
}
