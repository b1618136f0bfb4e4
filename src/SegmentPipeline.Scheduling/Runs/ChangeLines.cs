using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Scheduling;

/// <summary>Logs what differs from the run before: one line a change, and no more than anybody reads.</summary>
internal sealed class ChangeLines(string archive, ILogger log)
{
    /// <summary>How many lines a run may have. An archive that is not mounted changes everywhere.</summary>
    internal const int Most = 1000;

    /// <summary>How many changes there were.</summary>
    internal long Count { get; private set; }

    internal void Add(DeltaRecord delta)
    {
        if (++Count > Most) return;
        var stream = VisibleText.MakeVisible(delta.Stream.ToString());
        if (delta.Change == DeltaChange.Lost)
        {
            log.CoverageLost(archive, stream, delta.Range, delta.VanishedFiles);
            return;
        }

        if (delta.File is { } file)
        {
            AddFile(stream, delta.Change, file);
            return;
        }

        var level = delta.Change is DeltaChange.New or DeltaChange.Grown ? LogLevel.Warning : LogLevel.Information;
        var change = WordOf(delta.Change);
        log.FindingChanged(level, archive, change, delta.Class == CoverageClass.Missing ? "hole" : "degraded range", stream, delta.Range);
    }

    private void AddFile(string stream, DeltaChange change, CorruptFile file)
    {
        var path = VisibleText.MakeVisible(file.Path.ToString());
        var causes = string.Join(", ", file.Causes.Select(cause => cause.Cause.ToString().ToLowerInvariant()));
        var level = change == DeltaChange.Mended ? LogLevel.Information : file.IsSelected ? LogLevel.Error : LogLevel.Warning;
        log.FileChanged(level, archive, change == DeltaChange.Mended ? "mended" : "corrupt", stream, path, causes);
    }

    /// <summary>Says how many changes had no line.</summary>
    internal void Complete()
    {
        if (Count > Most) log.ChangesNotLogged(archive, Count - Most);
    }

    private static string WordOf(DeltaChange change) => change switch
    {
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Excused => "excused",
        _ => "healed",
    };
}
