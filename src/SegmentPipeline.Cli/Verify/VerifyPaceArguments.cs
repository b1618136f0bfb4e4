using System.CommandLine;
using System.Globalization;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>How much is read, how fast, and by how many: <c>--budget --rate --within --parallelism</c>.</summary>
internal sealed class VerifyPaceArguments
{
    private const int MostParallelism = 256;

    private readonly Option<string[]> _budget = new("--budget")
    {
        HelpName = "50GB|2h|10000",
        Description = "End after so many bytes (with a unit), so long, or so many files (without one). May be repeated.",
    };

    private readonly Option<string?> _rate = new("--rate") { HelpName = "SIZE/s", Description = "Read no faster, such as 20MiB/s." };
    private readonly Option<string?> _within = new("--within")
    {
        HelpName = "DURATION",
        Description = "Refuse to begin unless every file is verified within this, such as 30d; a budget counts as one run a day.",
    };

    private readonly Option<string?> _parallelism = new("--parallelism")
    {
        HelpName = "N",
        Description = "Files read at once, 1 to 256: more for disks without heads, and for several disks. [1]",
    };

    internal VerifyPaceArguments(Command command)
    {
        Options = [_budget, _rate, _within, _parallelism];
        foreach (var option in Options) command.Add(option);
    }

    /// <summary>All of these options.</summary>
    internal IReadOnlyList<Option> Options { get; }

    /// <summary>The request with what these say.</summary>
    internal VerificationRequest Read(ParseResult parsed, VerificationRequest request, List<string> faults)
    {
        var budget = default(VerificationBudget);
        foreach (var text in parsed.GetValue(_budget) ?? [])
        {
            if (!TryAdd(text, ref budget))
                faults.Add($"{_budget.Name}: '{text}' is no budget; write bytes as 50GB, a time as 2h, or files as 10000, each once");
        }

        if (ReadParallelism(parsed) is < 1 or > MostParallelism)
            faults.Add($"{_parallelism.Name}: '{parsed.GetValue(_parallelism)}' is not a number from 1 to {MostParallelism}");
        return request with
        {
            Budget = budget,
            BytesPerSecond = ReadRate(parsed, faults),
            Within = WindowArguments.ReadSpan(parsed, _within, faults),
        };
    }

    /// <summary>How many files are read at once; 0 if what was written is no number.</summary>
    internal int ReadParallelism(ParseResult parsed)
    {
        if (parsed.GetValue(_parallelism) is not { } text) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>A number alone is files, one with a unit of time is a time, and one with a unit of size is bytes.</summary>
    private static bool TryAdd(string text, ref VerificationBudget budget)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var files))
        {
            if (files == 0 || budget.Files is not null) return false;
            budget = budget with { Files = files };
            return true;
        }

        if (SpanText.TryParse(text, out var time))
        {
            if (time == TimeSpan.Zero || budget.Time is not null) return false;
            budget = budget with { Time = time };
            return true;
        }

        if (!SizeText.TryParse(text, out var bytes) || bytes == 0 || budget.Bytes is not null) return false;
        budget = budget with { Bytes = bytes };
        return true;
    }

    private long? ReadRate(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_rate) is not { } text) return null;
        if (SizeText.TryParseRate(text, out var bytes)) return bytes;
        faults.Add($"{_rate.Name}: '{text}' is not a rate; {SizeText.Expected}, such as 20MiB/s");
        return null;
    }
}
