using System.Globalization;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>What files really hold, as text: the corrupt ones as they are found, then what was checked, how surely, and what to do
/// next.</summary>
internal sealed class VerifyText(Stream stream, Screen screen, string command) : VerifyPrinter
{
    /// <summary>More findings than this are counted, and not listed.</summary>
    private const int MostListed = 100;

    private readonly ReportPage _page = new(stream, screen);
    private StreamId? _stream;
    private long _found;
    private string _root = "";

    internal override ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        switch (record)
        {
            case VerificationHeaderRecord header:
                _root = header.Root;
                break;
            case ScheduleRecord schedule:
                AddSchedule(schedule);
                break;
            case VerificationSummaryRecord summary:
                new VerifySummaryText(_page, command, _root).Add(summary, _found - MostListed);
                break;
            default:
                if (_found++ < MostListed) AddFinding(record);
                break;
        }

        return default;
    }

    internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => _page.EndAsync(cancellationToken);

    public override void Dispose()
    {
        _page.Dispose();
        base.Dispose();
    }

    private void AddFinding(VerificationRecord record)
    {
        switch (record)
        {
            case CorruptRecord corrupt:
                AddStream(corrupt.File.Path.Stream);
                AddCorrupt(corrupt.File);
                break;
            case ClockRecord clock:
                AddStream(clock.Before.Stream);
                AddClock(clock);
                break;
            case UnreadableFileRecord unreadable:
                _page.AddLine($"[yellow]unreadable[/] {ReportPage.Safe($"{unreadable.Path}: {unreadable.Cause}")}");
                break;
            case VanishedFileRecord vanished:
                _page.AddLine($"vanished {ReportPage.Safe(vanished.Path.ToString())}");
                break;
            case SingleFileRecord file:
                AddSingle(file);
                break;
        }
    }

    private void AddStream(StreamId stream)
    {
        if (stream == _stream) return;
        if (_stream is not null) _page.AddLine();
        _stream = stream;
        _page.AddLine($"[bold]{ReportPage.Safe(stream.ToString())}[/]");
    }

    private void AddCorrupt(CorruptFile file)
    {
        var superseded = file.IsSelected ? "" : " (superseded)";
        _page.AddLine($"  [red]corrupt[/] {ReportPage.Safe(file.Path.ToString())}{superseded}");
        AddCauses(file.Causes, file.Origin, "    ");
    }

    private void AddCauses(IReadOnlyList<CorruptCause> causes, CorruptOrigin? origin, string indent)
    {
        foreach (var cause in causes) _page.AddLine($"{indent}{ReportPage.Safe(CauseText.TextOf(cause))}");
        if (CauseText.TextOf(origin) is { } from) _page.AddLine($"{indent}probably from: {from}");
    }

    private void AddClock(ClockRecord clock)
    {
        var row = ClockFaults.RowOf(clock.Clock);
        var length = DurationWords.TextOf(Math.Abs(clock.Microseconds));
        var style = row.FailsFrom == VerificationFailOn.Corrupt ? "red" : "yellow";
        _page.AddLine($"  [{style}]{row.Word}[/] {length}, {row.Description}");
        _page.AddLine($"    after {ReportPage.Safe(clock.Before.ToString())}");
        _page.AddLine($"    before {ReportPage.Safe(clock.After.ToString())}");
    }

    private void AddSingle(SingleFileRecord file)
    {
        var style = file.State switch
        {
            SingleFileState.Right => "green",
            SingleFileState.Corrupt => "red",
            _ => "yellow",
        };
        var cause = file.Cause is { } why ? $": {why}" : "";
        _page.AddLine($"[{style}]{SingleFileStates.WordOf(file.State)}[/] {ReportPage.Safe($"{file.Path}{cause}")}");
        AddCauses(file.Causes, file.Origin, "  ");
    }

    private void AddSchedule(ScheduleRecord schedule)
    {
        var pass = schedule.FullPass is { } time ? $"; a full pass takes {DurationWords.TextOf(time)}" : "";
        var runs = schedule.Runs is { } count ? $", {Plural.TextOf(count, "run")}" : "";
        var bytes = schedule.Bytes.ToString("N0", CultureInfo.InvariantCulture);
        _page.AddLine($"{Plural.TextOf(schedule.Files, "file")}, about {bytes} bytes to read{pass}{runs}");
        _page.AddLine();
    }
}
