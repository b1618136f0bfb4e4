using System.CommandLine;
using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>The options <c>--copies</c> and <c>--single</c>: what a verdict tells of ranges that few nodes have.</summary>
internal sealed class FleetVerdictArguments
{
    private const int MostCopies = 1000;

    private readonly Option<string?> _copies = new("--copies")
    {
        HelpName = "N",
        Description = "Fewer copies than this are a finding.",
    };

    private readonly Option<string?> _single = new("--single")
    {
        HelpName = "DURATION",
        Description = "Tell what a single node has from this length on, in whole seconds. [1s]",
    };

    private readonly bool _hasCopies;

    private FleetVerdictArguments(Command command, bool hasCopies)
    {
        _hasCopies = hasCopies;
        if (hasCopies) command.Add(_copies);
        command.Add(_single);
    }

    /// <summary>Both.</summary>
    internal static FleetVerdictArguments WithCopies(Command command) => new(command, hasCopies: true);

    /// <summary>Where too few copies are no finding.</summary>
    internal static FleetVerdictArguments WithoutCopies(Command command) => new(command, hasCopies: false);

    internal FleetVerdictOptions Read(ParseResult parsed, List<string> faults) => new()
    {
        Copies = _hasCopies ? ReadCopies(parsed, faults) : null,
        SingleSeconds = ReadSingle(parsed, faults),
    };

    private int? ReadCopies(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_copies) is not { } text) return null;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var copies);
        if (isNumber && copies is > 0 and <= MostCopies) return copies;
        faults.Add($"{_copies.Name}: '{text}' is not a number from 1 to {MostCopies}");
        return null;
    }

    private int? ReadSingle(ParseResult parsed, List<string> faults)
    {
        if (WindowArguments.ReadSpan(parsed, _single, faults) is not { } span) return null;
        if (span.Ticks % TimeSpan.TicksPerSecond == 0 && span.TotalSeconds <= int.MaxValue) return (int)span.TotalSeconds;
        faults.Add($"{_single.Name}: '{parsed.GetValue(_single)}' is no number of whole seconds; write 5s, 2m or 1h");
        return null;
    }
}
