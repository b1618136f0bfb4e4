namespace SegmentPipeline.Hosting;

/// <summary>What the section <c>pipeline</c> of <c>pipeline.json</c> says, read: an audit, with its report and its ledger.</summary>
public sealed class PipelineOptions : AuditOptions
{
    /// <summary>How the report is written.</summary>
    /// <value><see cref="ReportFormat.Text"/>.</value>
    public ReportFormat Format { get; set; } = ReportFormat.Text;

    /// <summary>The file that the report is written to.</summary>
    /// <value>None: standard output.</value>
    public string? Output { get; set; }

    /// <summary>Whether the report leaves out clocks and absolute paths.</summary>
    /// <value>False.</value>
    public bool Deterministic { get; set; }

    /// <summary>Whether progress is kept quiet.</summary>
    /// <value>False.</value>
    public bool Quiet { get; set; }

    /// <summary>The file that remembers audits.</summary>
    /// <value>None: everything is read each time, and nothing is compared.</value>
    public string? Ledger { get; set; }

    /// <summary>How long an audit may take; the next goes on where it stopped. Needs a ledger.</summary>
    /// <value>None: as long as it takes.</value>
    public TimeSpan? Budget { get; set; }

    /// <summary>How long the ledger keeps runs.</summary>
    /// <value>400 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(400);

    /// <summary>The same options, to be changed without changing these.</summary>
    public PipelineOptions Copy() => (PipelineOptions)MemberwiseClone();
}
