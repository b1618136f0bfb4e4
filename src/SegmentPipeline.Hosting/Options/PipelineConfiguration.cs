using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Hosting;

/// <summary>Reads the section <c>pipeline</c>. <see cref="Options"/> has its keys.</summary>
public static class PipelineConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "pipeline";

    private static readonly SectionReader<PipelineOptions> Reader = new([.. PipelineOptionTable.Rows.Select(row => row.Key)]);

    /// <summary>The keys that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> Keys => Reader.Names;

    /// <summary>The options that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<PipelineOption> Options { get; } = [.. PipelineOptionTable.Rows.Select(row => row.Option)];

    /// <summary>Reads all that the section says; what it does not mention, or says wrongly, stays as it is.</summary>
    /// <param name="section">The section itself. Case does not count in keys; a null value counts as absent, an empty value of a list
    /// as the empty list.</param>
    /// <param name="options">What to fill in.</param>
    /// <returns>All faults at once: unknown keys and values that cannot be read. Empty if there are none.</returns>
    public static IReadOnlyList<PipelineFault> Read(IConfiguration section, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<PipelineFault>();
        Reader.Read(section, options, faults);
        return faults;
    }

    /// <summary>Reads one option, from a section that is not <c>pipeline</c> but has some of its keys.</summary>
    /// <param name="value">The key of the option in that section, whatever it is called there; it has a value or items.</param>
    /// <param name="option">One of <see cref="Options"/>.</param>
    /// <param name="options">What to fill in; stays as it is where the value cannot be read.</param>
    /// <returns>What is wrong with the value and what to write instead; null if it has been read.</returns>
    /// <exception cref="ArgumentException">The option is none of <see cref="Options"/>.</exception>
    public static string? Read(IConfigurationSection value, PipelineOption option, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(options);
        var row = Array.Find(PipelineOptionTable.Rows, row => row.Option == option);
        if (row.Key is null) throw new ArgumentException($"'{option.Name}' is no option of an audit", nameof(option));
        return row.Key.Read(value, options);
    }

    /// <summary>Every rule that options break although each value can be read: those of
    /// <see cref="AuditOptions.Validate"/>, and that a budget needs a ledger.</summary>
    /// <param name="options">The options.</param>
    /// <returns>Sentences; empty if no rule is broken.</returns>
    public static IReadOnlyList<string> Validate(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = options.Validate();
        return options.Budget is null || options.Ledger is not null
            ? faults
            : [.. faults, "a budget needs a ledger, or the next run could not go on where this one stops; name a ledger"];
    }
}
