namespace SegmentPipeline.Ledger;

/// <summary>A hole or degraded range as the ledger has it, not healed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Range">Where it was seen last.</param>
/// <param name="State">Open, or left.</param>
/// <param name="FirstRun">The run that saw it first.</param>
/// <param name="FirstSeen">When that began, in microseconds.</param>
internal readonly record struct OpenRange(long Id, TimeRange Range, LedgerFindingState State, long FirstRun, long FirstSeen);

/// <summary>What becomes of a row of the ledger, or a new one.</summary>
/// <param name="Id">Its number; null for a new one.</param>
/// <param name="State">What it will be; null if it goes, since another row has taken it in.</param>
/// <param name="Range">Its range.</param>
/// <param name="FirstRun">The run that saw it first; null for the present one.</param>
/// <param name="FirstSeen">When that began, in microseconds.</param>
internal readonly record struct RangeEdit(long? Id, LedgerFindingState? State, TimeRange Range, long? FirstRun, long FirstSeen);

/// <summary>One difference.</summary>
/// <param name="Change">What became of the range.</param>
/// <param name="Class">What it was or is.</param>
/// <param name="Range">The range now; of a healed one, as it was.</param>
/// <param name="Previous">The range before.</param>
internal readonly record struct RangeDelta(DeltaChange Change, CoverageClass Class, TimeRange Range, TimeRange? Previous);
