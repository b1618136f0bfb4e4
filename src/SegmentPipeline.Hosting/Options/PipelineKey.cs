namespace SegmentPipeline.Hosting;

/// <summary>What the value of a key looks like.</summary>
internal enum PipelineKeyKind
{
    Text,
    Names,
    Time,
    Duration,
    Span,
    Silence,
    From,
    Format,
    FailOn,
    Count,
    Switch,
    Zone,
}

/// <summary>A key of a section: its name, its kind, and where its value goes.</summary>
/// <typeparam name="T">What the section is read into.</typeparam>
internal sealed record PipelineKey<T>(string Name, PipelineKeyKind Kind, Action<T, PipelineValue> Assign)
{
    /// <summary>The option that the key is; null for keys of other sections.</summary>
    internal PipelineOption? Option { get; init; }

    /// <summary>Says what is wrong with a value that can be read; null if nothing is.</summary>
    internal Func<string, string?> FaultOf { get; init; } = _ => null;
}
