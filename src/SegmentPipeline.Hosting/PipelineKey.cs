namespace SegmentPipeline.Hosting;

/// <summary>What the value of a key looks like.</summary>
internal enum PipelineKeyKind
{
    Text,
    Names,
    Time,
    Duration,
    Format,
    FailOn,
    Count,
    Switch,
}

/// <summary>A key of the section: its name, its kind, and where its value goes.</summary>
internal sealed record PipelineKey(string Name, PipelineKeyKind Kind, Action<PipelineOptions, PipelineValue> Assign);
