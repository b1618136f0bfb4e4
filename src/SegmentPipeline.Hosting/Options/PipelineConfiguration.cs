using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Hosting;

/// <summary>Reads the section <c>pipeline</c>. <see cref="Options"/> has its keys.</summary>
public static class PipelineConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "pipeline";

    private static readonly SectionReader<PipelineOptions> Reader = new(PipelineOptionTable.Keys);

    /// <summary>The keys that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> Keys => Reader.Names;

    /// <summary>The options that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<PipelineOption> Options { get; } = [.. PipelineOptionTable.Keys.Select(key => key.Option!)];

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

    /// <summary>Every rule that options break although each value can be read: those of <see cref="AuditRequest.Validate"/> and
    /// <see cref="AuditContext.Validate"/>, and that a budget needs a ledger.</summary>
    /// <param name="options">The options.</param>
    /// <returns>Sentences; empty if no rule is broken.</returns>
    public static IReadOnlyList<string> Validate(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [.. options.ToAuditRequest().Validate(), .. options.ToAuditContext().Validate()];
        if (options.Last == TimeSpan.Zero) faults.Add("the last of a window must have some length");
        if (options.Last is not null
            && options.HasStart) faults.Add("a window has a start or is the last of its time; leave out one of them");
        return options.Budget is null || options.Ledger is not null
            ? faults
            : [.. faults, "a budget needs a ledger, or the next run could not go on where this one stops; name a ledger"];
    }

    /// <summary>Some of the keys, for a section that has them too and is read into something that has the options of an audit.</summary>
    internal static IEnumerable<PipelineKey<T>> KeysFor<T>(Func<T, PipelineOptions> optionsOf, Func<PipelineOption, bool> takes) =>
        from key in PipelineOptionTable.Keys
        where takes(key.Option!)
        select new PipelineKey<T>(key.Name, key.Kind, (target, value) => key.Assign(optionsOf(target), value));
}
