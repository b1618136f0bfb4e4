using System.CommandLine;
using System.Globalization;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>A kind of picture.</summary>
internal enum PictureKind
{
    Png,
    Svg,
    Html,
}

/// <summary>What <c>pipeline map</c> was asked for.</summary>
/// <param name="Audit">What is audited.</param>
/// <param name="Output">The file that gets the map, or null for standard output.</param>
/// <param name="Kind">What kind of picture, or null for text.</param>
/// <param name="Width">Width in pixels or columns, or null for what fits.</param>
/// <param name="IsByDay">Whether each day has a row.</param>
/// <param name="Theme">For which page.</param>
internal sealed record MapOptions(PipelineOptions Audit, string? Output, PictureKind? Kind, int? Width, bool IsByDay, MapTheme Theme)
{
    /// <summary>The ledger that knows which files are corrupt; null for none.</summary>
    internal string? Ledger { get; init; }
}

/// <summary>What stands after <c>pipeline map</c>.</summary>
internal sealed class MapArguments
{
    internal const string StandardOutput = "-";

    private readonly ConfiguredArguments _configured;
    private readonly Option<string?> _output = new("--output")
    {
        HelpName = "FILE",
        Description =
            "Draw a picture there, whole or not at all: FILE.png, FILE.svg or FILE.html; - writes SVG to standard output. [text on standard output]",
    };

    private readonly Option<string?> _width = new("--width")
    {
        HelpName = "N",
        Description =
            $"Width: {MapPicture.FewestPixels} to {MapPicture.MostPixels} pixels of a picture [{MapPicture.DefaultPixels}], or 40 to 1000 columns of text [the terminal's, else 100].",
    };

    private readonly Option<bool> _byDay = new("--by-day")
    {
        Description = $"A row for each day in UTC of each stream; at most {CoverageMap.MostRows} rows.",
    };
    private readonly Option<string?> _theme = new("--theme")
    {
        HelpName = "auto|light|dark",
        Description = "For which page a picture is drawn; auto follows the reader in SVG and HTML. [auto]",
    };

    private readonly Option<string?> _ledger = new("--ledger")
    {
        HelpName = "FILE",
        Description = "Mark segments that verifications found corrupt, as this ledger has it.",
    };

    internal MapArguments(Command command)
    {
        _configured = new ConfiguredArguments(command);
        foreach (var option in (Option[])[_output, _width, _byDay, _theme, _ledger]) command.Add(option);
        _configured.Add("expect");
        _configured.Add("parallelism");
        _configured.Add("deterministic", "Leave out when it was audited: the same archive gives the same bytes.");
        _configured.Add("quiet");
        _configured.AddConfig();
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal MapOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var faults = new List<string>();
        var output = parsed.GetValue(_output);
        var kind = output is null ? null : KindOf(output, faults);
        var width = ReadWidth(parsed, output is not null, faults);
        var theme = ReadTheme(parsed, faults);
        var ledger = parsed.GetValue(_ledger);
        if (ledger is "") faults.Add($"{_ledger.Name}: the value is empty");
        var audit = ReadAudit(parsed, surroundings, faults);
        if (audit is not null
            && output is not (null or StandardOutput)) faults.AddRange(ArchiveFence.FaultsOf(_output.Name, output, audit.Root!,
                surroundings));
        return faults.Count == 0
            ? new MapOptions(audit!, output == StandardOutput ? null : output, kind, width, parsed.GetValue(_byDay), theme)
            {
                Ledger = ledger is null ? null : Path.GetFullPath(ledger, surroundings.Directory),
            }
            : throw new UsageException(faults);
    }

    /// <summary>A window that begins so long ago goes on until now, if nothing else is said: who has stopped since then is seen to
    /// have.</summary>
    private static PipelineOptions UntilNow(PipelineOptions options)
    {
        if (options is { StartAgo: not null, End: null, EndAgo: null }) options.EndAgo = TimeSpan.Zero;
        return options;
    }

    private PipelineOptions? ReadAudit(ParseResult parsed, Surroundings surroundings, List<string> faults)
    {
        try
        {
            return UntilNow(_configured.Read(parsed, surroundings));
        }
        catch (UsageException wrong)
        {
            faults.AddRange(wrong.Faults);
            return null;
        }
    }

    private PictureKind? KindOf(string output, List<string> faults)
    {
        if (output == StandardOutput) return PictureKind.Svg;
        switch (Path.GetExtension(output).ToLowerInvariant())
        {
            case ".png": return PictureKind.Png;
            case ".svg": return PictureKind.Svg;
            case ".html": return PictureKind.Html;
            default:
                faults.Add($"{_output.Name}: '{output}' is no kind of picture; write FILE.png, FILE.svg or FILE.html");
                return null;
        }
    }

    private int? ReadWidth(ParseResult parsed, bool isPicture, List<string> faults)
    {
        var (least, most) = isPicture ? (MapPicture.FewestPixels, MapPicture.MostPixels) : (MapText.FewestColumns, MapText.MostColumns);
        if (parsed.GetValue(_width) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width >= least
            && width <= most) return width;
        faults.Add($"{_width.Name}: '{text}' is not from {least} to {most} {(isPicture ? "pixels" : "columns")}");
        return null;
    }

    private MapTheme ReadTheme(ParseResult parsed, List<string> faults)
    {
        switch (parsed.GetValue(_theme))
        {
            case null or "auto": return MapTheme.Auto;
            case "light": return MapTheme.Light;
            case "dark": return MapTheme.Dark;
            case { } other:
                faults.Add($"{_theme.Name}: '{other}' is not auto, light or dark");
                return default;
        }
    }
}
