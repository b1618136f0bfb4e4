namespace SegmentPipeline;

/// <summary>What an exit code says.</summary>
/// <param name="Code">The code.</param>
/// <param name="Outcome">How the run ended, in one word: the values of the metrics' label <c>outcome</c>.</param>
public sealed record ExitOutcome(int Code, string Outcome);
