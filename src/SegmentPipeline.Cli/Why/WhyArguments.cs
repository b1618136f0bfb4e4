using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>How an explanation is printed.</summary>
internal enum WhyFormat
{
    Text,
    Json,
}

/// <summary>What <c>pipeline why</c> was asked for.</summary>
internal sealed record WhyOptions(string Root, StreamId Stream, Timestamp Moment, TimeSpan Tolerance, WhyFormat Format)
{
    /// <summary>The ledger that knows what verifications found; null for none.</summary>
    internal string? Ledger { get; init; }

    /// <summary>What is expected; null: everything.</summary>
    internal IExpectation? Expectation { get; init; }
}

/// <summary>What stands after <c>pipeline why</c>.</summary>
internal sealed class WhyArguments
{
    private readonly StreamArguments _stream;
    private readonly ToleranceOption _tolerance;
    private readonly Surroundings _surroundings;
    private readonly TimeProvider _clock;
    private readonly Argument<string> _time = new("TIME") { Description = $"The moment: {StreamArguments.TimeWords}" };
    private readonly Option<string?> _ledger = new("--ledger")
    {
        HelpName = "FILE",
        Description = "Also say what verifications found, as this ledger has it.",
    };

    private readonly Option<string?> _expect = new(ConfiguredArguments.OptionOf("expect").CommandName)
    {
        HelpName = ConfiguredArguments.OptionOf("expect").HelpName,
        Description = ConfiguredArguments.OptionOf("expect").Help,
    };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|json",
        Description = "For people, or one JSON object. [text]",
    };

    internal WhyArguments(Command command, Surroundings surroundings)
    {
        (_surroundings, _clock) = (surroundings, surroundings.TimeProvider);
        _stream = new StreamArguments(command);
        command.Add(_time);
        _tolerance = new ToleranceOption(command);
        command.Add(_format);
        command.Add(_ledger);
        command.Add(_expect);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal WhyOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var stream = _stream.Read(parsed, faults);
        var moment = StreamArguments.ReadTime(_time.Name, parsed.GetRequiredValue(_time), _clock, faults);
        var tolerance = _tolerance.Read(parsed, faults);
        var format = parsed.GetValue(_format) ?? "text";
        if (format is not ("text" or "json")) faults.Add($"{_format.Name}: '{format}' is none of text, json");
        var ledger = parsed.GetValue(_ledger);
        if (ledger is "") faults.Add($"{_ledger.Name}: the value is empty");
        var expectation = ReadExpectation(parsed.GetValue(_expect), faults);
        return faults.Count == 0
            ? new WhyOptions(stream!.Value.Root, stream.Value.Stream, moment, tolerance, format == "json" ? WhyFormat.Json : WhyFormat.Text)
            {
                Ledger = ledger is null ? null : Path.GetFullPath(ledger, _surroundings.Directory),
                Expectation = expectation,
            }
            : throw new UsageException(faults);
    }

    private IExpectation? ReadExpectation(string? file, List<string> faults)
    {
        if (file is null) return null;
        if (file.Length == 0) faults.Add($"{_expect.Name}: the value is empty");
        var options = new AuditOptions { ExpectFile = file, ExpectDirectory = _surroundings.Directory };
        var known = faults.Count;
        if (known == 0) faults.AddRange(options.Validate());
        return faults.Count == 0 ? options.ToAuditRequest(_clock).Expectation : null;
    }
}
