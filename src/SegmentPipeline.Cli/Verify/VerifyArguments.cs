using System.CommandLine;
using SegmentPipeline.Replicas;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>What <c>pipeline verify</c> was asked for.</summary>
/// <param name="Root">The archive; null if files are named.</param>
/// <param name="Files">The files; empty if an archive is named.</param>
/// <param name="Request">What and how.</param>
/// <param name="Output">Where the records go.</param>
internal sealed record VerifyOptions(string? Root, IReadOnlyList<string> Files, VerificationRequest Request, VerifyOutput Output)
{
    /// <summary>How many files are read at once.</summary>
    internal required int Parallelism { get; init; }

    /// <summary>The ledger, or null.</summary>
    internal string? Ledger { get; init; }
}

/// <summary>What stands after <c>pipeline verify</c>.</summary>
internal sealed class VerifyArguments
{
    private readonly Surroundings _surroundings;
    private readonly Argument<string[]> _targets = new("ROOT")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Directory of the archive; or files FILE.ts, in an archive or anywhere else.",
    };

    private readonly WindowArguments _window;
    private readonly VerifyPaceArguments _pace;
    private readonly VerifyOutputArguments _output;
    private readonly Option<string?> _level = new("--level")
    {
        HelpName = "sizes|edges|full",
        Description = "Ask sizes and read nothing, read the first and last 64 KiB of each file, or every byte. [full]",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        HelpName = "PATTERN",
        Description = "Leave out also CHANNEL, CHANNEL/QUALITY or **/NAME, with * and ?. May be repeated.",
    };

    private readonly Option<bool> _selected = new("--selected") { Description = "Only segments that are the best of their start." };
    private readonly Option<string?> _sample = new("--sample")
    {
        HelpName = "N|P%",
        Description = "Read so many files, drawn from all; the report says how many may be corrupt at most.",
    };

    private readonly Option<string?> _seed = new("--seed")
    {
        HelpName = "S",
        Description = "Draw the sample from this number: the same archive, options and number draw the same.",
    };

    private readonly Option<string?> _ledger = new("--ledger")
    {
        HelpName = "FILE",
        Description = "Remember there what was verified: the next run goes on, audits tell of corrupt files.",
    };

    internal VerifyArguments(Command command, Surroundings surroundings)
    {
        _surroundings = surroundings;
        command.Add(_targets);
        _window = new WindowArguments(command, surroundings.TimeProvider, "From here", "Up to here");
        foreach (var option in (Option[])[_exclude, _level, _selected, _sample, _seed, _ledger]) command.Add(option);
        _pace = new VerifyPaceArguments(command);
        _output = new VerifyOutputArguments(command);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal VerifyOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var (root, files) = ReadTargets(parsed, faults);
        var request = _pace.Read(parsed, ReadWindow(parsed, faults), faults) with
        {
            Level = VerifyWords.Read(parsed, _level, VerificationLevel.Full, faults),
            OnlySelected = parsed.GetValue(_selected),
            Sample = ReadSample(parsed, faults),
            Seed = ReadSeed(parsed, faults),
        };
        var output = _output.Read(parsed, root, _surroundings, faults);
        if (request.Sample is null && request.Seed is not null) faults.Add($"{_seed.Name}: there is no sample to draw; write --sample N");
        if (root is not null && parsed.GetValue(_ledger) is { } ledger)
            faults.AddRange(ArchiveFence.FaultsOf(_ledger.Name, ledger, root, _surroundings));
        if (faults.Count == 0) faults.AddRange(request.Validate().Select(fault => $"pipeline verify: {fault}"));
        if (faults.Count > 0) throw new UsageException(faults);
        return new VerifyOptions(root, files, request with { FailOn = output.FailOn }, output)
        {
            Parallelism = _pace.ReadParallelism(parsed),
            Ledger = parsed.GetValue(_ledger),
        };
    }

    private VerificationRequest ReadWindow(ParseResult parsed, List<string> faults)
    {
        var window = _window.Read(parsed, faults);
        return new VerificationRequest
        {
            Channels = window.Channels,
            Qualities = window.Qualities,
            Exclude = [.. AuditDefaults.Exclude, .. parsed.GetValue(_exclude) ?? []],
            Start = window.Start,
            End = window.End,
            Tolerance = window.Tolerance,
            Settle = window.Settle,
        };
    }

    /// <summary>One directory, or files.</summary>
    private (string? Root, IReadOnlyList<string> Files) ReadTargets(ParseResult parsed, List<string> faults)
    {
        var targets = parsed.GetRequiredValue(_targets);
        if (targets.Contains("")) faults.Add("ROOT: the value is empty");
        if (targets.Any(HttpArchive.IsAddress))
            faults.Add("ROOT: only files on a disk of this machine can be verified; run this on the node, or fill from it first");
        if (faults.Count > 0) return (null, []);
        var directories = targets.Where(target => !IsFile(target)).ToList();
        if (directories.Count == 0) return RefuseOptions(parsed, targets, faults);
        if (targets.Length > 1) faults.Add($"ROOT: '{directories[0]}' is no file; name one archive, or files only");
        return (directories[0], []);
    }

    /// <summary>A name that ends as segments do is a file's, even if there is none.</summary>
    private bool IsFile(string target)
    {
        var path = Path.GetFullPath(target, _surroundings.Directory);
        return !Directory.Exists(path) && (target.EndsWith(".ts", StringComparison.Ordinal) || Path.Exists(path));
    }

    private (string? Root, IReadOnlyList<string> Files) RefuseOptions(ParseResult parsed, string[] files, List<string> faults)
    {
        Option[] own = [_exclude, _selected, _sample, _seed, _ledger];
        Option[] ofArchives = [.. _window.Options, .. own, .. _pace.Options, .. _output.OptionsOfArchives];
        faults.AddRange(ofArchives
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => $"{option.Name} says something about an archive, and files are named; leave it out"));
        return (null, files);
    }

    private SampleSize? ReadSample(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_sample) is not { } text) return null;
        if (SampleSize.TryParse(text, out var size)) return size;
        faults.Add($"{_sample.Name}: '{text}' is not a size of a sample; write 3000 or 0.5%");
        return null;
    }

    private long? ReadSeed(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_seed) is not { } text) return null;
        if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seed)) return seed;
        faults.Add($"{_seed.Name}: '{text}' is not a whole number");
        return null;
    }
}
