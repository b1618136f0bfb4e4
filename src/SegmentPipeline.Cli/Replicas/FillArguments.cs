using System.CommandLine;
using System.Globalization;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What <c>pipeline fill</c> was asked for.</summary>
/// <param name="Root">The archive.</param>
/// <param name="Replicas">Where from.</param>
/// <param name="Request">What and how, but for what is expected.</param>
/// <param name="Scope">Says also that.</param>
/// <param name="Format">How the records are printed.</param>
/// <param name="Watch">How long to wait between two passes; null for one pass.</param>
/// <param name="Quiet">Whether no progress is shown.</param>
internal sealed record FillOptions(
    string Root,
    IReadOnlyList<NamedReplica> Replicas,
    FillRequest Request,
    CopyScope Scope,
    CopyFormat Format,
    TimeSpan? Watch,
    bool Quiet)
{
    /// <summary>The ledger that is to know of it; null for none.</summary>
    internal string? Ledger { get; init; }

    /// <summary>Where broken files go that are replaced; null if none is.</summary>
    internal string? Quarantine { get; init; }
}

/// <summary>What stands after <c>pipeline fill</c>.</summary>
internal sealed class FillArguments
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromMinutes(2);

    private readonly Surroundings _surroundings;
    private readonly Argument<string> _root = new("ROOT") { Description = "Directory of the archive to fill." };
    private readonly ReplicaArguments _replicas;
    private readonly CopyWindow _window;
    private readonly CopyOutputArguments _output;
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be fetched, and fetch nothing." };
    private readonly Option<string?> _only = new("--only") { HelpName = "holes", Description = "Fetch only what covers missing time." };
    private readonly Option<string?> _concurrency = new("--concurrency")
    {
        HelpName = "N",
        Description = "Files fetched at once, 1 to 64. [5]",
    };
    private readonly Option<string?> _rate = new("--rate") { HelpName = "SIZE/s", Description = "Fetch no faster, such as 20MiB/s." };
    private readonly Option<string?> _keepFree = new("--keep-free")
    {
        HelpName = "SIZE",
        Description = "Leave this much free on the disk, and at least a hundredth of it.",
    };

    private readonly Option<string?> _mostFiles = new("--max-files")
    {
        HelpName = "N",
        Description = "Publish no more segments in a pass.",
    };
    private readonly Option<string?> _budget = new("--budget") { HelpName = "DURATION", Description = "Fetch no longer in a pass." };
    private readonly Option<string?> _watch = new("--watch")
    {
        HelpName = "DURATION",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Go on, with this pause between passes, until it is stopped. [2m]",
    };

    private readonly Option<bool> _acceptTombstones = new("--accept-tombstones")
    {
        Description = "Follow tombstones even where they withdraw more than a tenth of an hour.",
    };

    private readonly Option<bool> _acceptEmpty = new("--accept-empty") { Description = "Fill an archive that has no hour yet." };
    private readonly Option<bool> _noSync = new("--no-sync")
    {
        Description = "Do not wait until each file is on the disk: faster, but after a power cut files may be empty.",
    };

    private readonly Option<string?> _ledger = new("--ledger")
    {
        HelpName = "FILE",
        Description = "Record what was filled in this ledger, so that audits say from whom holes healed.",
    };

    private readonly Option<bool> _replaceCorrupt = new("--replace-corrupt")
    {
        Description = "Replace files of which --ledger knows that they are not what their names promise.",
    };

    private readonly Option<string?> _quarantine = new("--quarantine")
    {
        HelpName = "DIR",
        Description = "Where the replaced files go: outside of the archive, on its file system.",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show no progress." };

    internal FillArguments(Command command, Surroundings surroundings)
    {
        _surroundings = surroundings;
        command.Add(_root);
        _replicas = new ReplicaArguments(command);
        _window = new CopyWindow(command, surroundings);
        Option[] others =
        [
            _dryRun, _only, _concurrency, _rate, _keepFree, _mostFiles, _budget, _watch, _acceptTombstones, _acceptEmpty, _noSync, _ledger,
            _replaceCorrupt, _quarantine,
        ];
        foreach (var option in others) command.Add(option);
        _output = new CopyOutputArguments(command);
        command.Add(_quiet);
        _window.AddConfig();
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal FillOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var root = parsed.GetRequiredValue(_root);
        if (root.Length == 0) faults.Add("ROOT: the value is empty");
        if (HttpArchive.IsAddress(root)) faults.Add("ROOT: only an archive on a disk of this machine can be filled");
        if (parsed.GetValue(_only) is { } only && only != "holes") faults.Add($"{_only.Name}: '{only}' is not holes");
        var replicas = _replicas.Read(parsed, _surroundings, faults);
        var (format, failOn) = _output.Read(parsed, faults);
        var scope = _window.Read(parsed, faults);
        var request = new FillRequest
        {
            Copies = scope.Request,
            DryRun = parsed.GetValue(_dryRun),
            OnlyHoles = parsed.GetValue(_only) is not null,
            Concurrency = (int)(ReadNumber(parsed, _concurrency, 1, 64, faults) ?? 5),
            BytesPerSecond = ReadSize(parsed, _rate, faults),
            KeepFreeBytes = ReadSize(parsed, _keepFree, faults) ?? 0,
            MostFiles = ReadNumber(parsed, _mostFiles, 0, long.MaxValue, faults),
            Budget = WindowArguments.ReadDuration(parsed, _budget, faults),
            AcceptTombstones = parsed.GetValue(_acceptTombstones),
            AcceptEmpty = parsed.GetValue(_acceptEmpty),
            Synchronize = !parsed.GetValue(_noSync),
            FailsOn = failOn switch
            {
                CopyFailOn.None => FillFailure.None,
                CopyFailOn.Any => FillFailure.AnyHole,
                _ => FillFailure.Nowhere,
            },
        };
        var watch = ReadWatch(parsed, faults);
        var ledger = parsed.GetValue(_ledger);
        if (ledger is "") faults.Add($"{_ledger.Name}: the value is empty");
        if (ledger is not null && request.DryRun && !parsed.GetValue(_replaceCorrupt)) faults.Add($"{_ledger.Name}: a dry run is not recorded");
        var replaces = parsed.GetValue(_replaceCorrupt);
        var quarantine = parsed.GetValue(_quarantine);
        if (quarantine is "") faults.Add($"{_quarantine.Name}: the value is empty");
        if (replaces && quarantine is null) faults.Add($"{_replaceCorrupt.Name} needs {_quarantine.Name} DIR, which keeps the broken files");
        if (replaces && ledger is null)
            faults.Add($"{_replaceCorrupt.Name} needs {_ledger.Name} FILE, in which pipeline verify has recorded what is corrupt");
        if (!replaces && quarantine is not null) faults.Add($"{_quarantine.Name} is for {_replaceCorrupt.Name}");
        if (watch is not null && request.DryRun) faults.Add($"{_watch.Name}: a dry run is one pass");
        return faults.Count == 0
            ? new FillOptions(root, replicas, request, scope, format, watch, parsed.GetValue(_quiet))
            {
                Ledger = ledger is null ? null : Path.GetFullPath(ledger, _surroundings.Directory),
                Quarantine = quarantine is null ? null : Path.GetFullPath(quarantine, _surroundings.Directory),
            }
            : throw new UsageException(faults);
    }

    private TimeSpan? ReadWatch(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetResult(_watch) is null) return null;
        return parsed.GetValue(_watch) is null ? UsualPause : WindowArguments.ReadDuration(parsed, _watch, faults);
    }

    private static long? ReadNumber(ParseResult parsed, Option<string?> option, long least, long most, List<string> faults)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        faults.Add($"{option.Name}: '{text}' is not a number from {least}{(most == long.MaxValue ? "" : $" to {most}")}");
        return null;
    }

    private static long? ReadSize(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        var size = option.HelpName == "SIZE/s" && text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text;
        if (SizeText.TryParse(size, out var bytes) && (bytes > 0 || option.HelpName != "SIZE/s")) return bytes;
        faults.Add($"{option.Name}: '{text}' is not a size; {SizeText.Expected}");
        return null;
    }
}
