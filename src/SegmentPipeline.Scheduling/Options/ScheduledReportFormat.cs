namespace SegmentPipeline.Scheduling;

/// <summary>How a report is written after an audit. The words are an interface.</summary>
public enum ScheduledReportFormat
{
    /// <summary>Every record, one JSON object a line.</summary>
    Ndjson,

    /// <summary>The same objects as one JSON document.</summary>
    Json,

    /// <summary>One line a finding.</summary>
    Csv,

    /// <summary>A columnar table of findings, hours and streams.</summary>
    Parquet,

    /// <summary>One page to look at, which opens from disk.</summary>
    Html,
}
