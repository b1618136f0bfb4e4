namespace SegmentPipeline.Hosting;

/// <summary>How a report is written.</summary>
public enum ReportFormat
{
    /// <summary>Tables for people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>One JSON document of the same objects.</summary>
    Json,

    /// <summary>One line a finding.</summary>
    Csv,

    /// <summary>A columnar table of findings, hours and streams.</summary>
    Parquet,
}
