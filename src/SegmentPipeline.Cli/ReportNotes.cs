namespace SegmentPipeline.Cli;

/// <summary>What a report for people says beside what its records say.</summary>
/// <param name="FailOn">Which findings make it fail.</param>
/// <param name="IsDeterministic">Whether clocks and absolute paths are left out.</param>
internal sealed record ReportNotes(FailOn FailOn, bool IsDeterministic);
