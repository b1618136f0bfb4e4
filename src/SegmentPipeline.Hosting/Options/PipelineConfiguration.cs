using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Hosting;

/// <summary>Reads the section <c>pipeline</c>. The one place that knows its keys.</summary>
public static class PipelineConfiguration
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "pipeline";

    private static readonly PipelineKey<PipelineOptions>[] Known =
    [
        new("root", PipelineKeyKind.Text, (options, value) => options.Root = value.Text),
        new("channels", PipelineKeyKind.Names, (options, value) => options.Channels = value.Names),
        new("qualities", PipelineKeyKind.Names, (options, value) => options.Qualities = value.Names),
        new("exclude", PipelineKeyKind.Names, (options, value) => options.Exclude = value.Names),
        new("defaultExcludes", PipelineKeyKind.Switch, (options, value) => options.DefaultExcludes = value.Switch),
        new("start", PipelineKeyKind.Time, (options, value) => (options.Start, options.StartAgo) = (value.Moment.Time, value.Moment.AgoOrNull)),
        new("end", PipelineKeyKind.Time, (options, value) => (options.End, options.EndAgo) = (value.Moment.Time, value.Moment.AgoOrNull)),
        new("last", PipelineKeyKind.Span, (options, value) => options.Last = value.Duration),
        new("tolerance", PipelineKeyKind.Duration, (options, value) => options.Tolerance = value.Duration),
        new("settle", PipelineKeyKind.Duration, (options, value) => options.Settle = value.Duration),
        new("silence", PipelineKeyKind.Silence, (options, value) => options.Silence = value.DurationOrOff),
        new("format", PipelineKeyKind.Format, (options, value) => options.Format = value.Format),
        new("output", PipelineKeyKind.Text, (options, value) => options.Output = value.Text),
        new("hours", PipelineKeyKind.Switch, (options, value) => options.Hours = value.Switch),
        new("failOn", PipelineKeyKind.FailOn, (options, value) => options.FailOn = value.FailOn),
        new("parallelism", PipelineKeyKind.Count, (options, value) => options.Parallelism = value.Count),
        new("deterministic", PipelineKeyKind.Switch, (options, value) => options.Deterministic = value.Switch),
        new("quiet", PipelineKeyKind.Switch, (options, value) => options.Quiet = value.Switch),
        new("ledger", PipelineKeyKind.Text, (options, value) => options.Ledger = value.Text),
        new("budget", PipelineKeyKind.Duration, (options, value) => options.Budget = value.Duration),
        new("retention", PipelineKeyKind.Duration, (options, value) => options.Retention = value.Duration),
    ];

    private static readonly SectionReader<PipelineOptions> Reader = new(Known);

    /// <summary>The keys that the section may have, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> Keys => Reader.Names;

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

    /// <summary>Every rule that options break although each value can be read: those of <see cref="AuditRequest.Validate"/> and <see cref="AuditContext.Validate"/>, and that a budget needs a ledger.</summary>
    /// <param name="options">The options.</param>
    /// <returns>Sentences; empty if no rule is broken.</returns>
    public static IReadOnlyList<string> Validate(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [.. options.ToAuditRequest().Validate(), .. options.ToAuditContext().Validate()];
        if (options.Last == TimeSpan.Zero) faults.Add("the last of a window must have some length");
        if (options.Last is not null && options.HasStart) faults.Add("a window has a start or is the last of its time; leave out one of them");
        return options.Budget is null || options.Ledger is not null
            ? faults
            : [.. faults, "a budget needs a ledger, or the next run could not go on where this one stops; name a ledger"];
    }

    /// <summary>Some of the keys, for a section that has them too and is read into something that has the options of an audit.</summary>
    internal static IEnumerable<PipelineKey<T>> KeysFor<T>(Func<T, PipelineOptions> optionsOf, params IReadOnlyList<string> names) =>
        from key in Known
        where names.Contains(key.Name)
        select new PipelineKey<T>(key.Name, key.Kind, (target, value) => key.Assign(optionsOf(target), value));
}
