using System.Text.Json.Serialization;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>What <c>/api/archives</c> answers.</summary>
internal sealed record ArchiveList(IReadOnlyList<ArchiveStatus> Archives);

/// <summary>What <c>/api/archives/NAME/runs</c> answers, if all of it were made at once; see <see cref="LongReply"/>.</summary>
internal sealed record RunList(IReadOnlyList<LedgerRun> Runs);

/// <summary>What <c>/api/archives/NAME/holes</c> answers.</summary>
/// <param name="Holes">The holes.</param>
/// <param name="More">Whether there are more.</param>
/// <param name="Cursor">Where those begin, if there are any.</param>
internal sealed record HoleList(IReadOnlyList<LedgerFinding> Holes, bool More, string? Cursor);

/// <summary>What <c>/api/archives/NAME/corrupt</c> answers.</summary>
/// <param name="Corrupt">The corrupt files.</param>
/// <param name="More">Whether there are more.</param>
/// <param name="Cursor">Where those begin, if there are any.</param>
internal sealed record CorruptList(IReadOnlyList<LedgerCorrupt> Corrupt, bool More, string? Cursor);

/// <summary>What <c>/api/archives/NAME/plan</c> answers.</summary>
/// <param name="Activity">Whether one is being made: <c>planning</c>, or <c>idle</c>.</param>
/// <param name="Failure">Why the last could not be made; null if it could.</param>
/// <param name="Plan">The last plan; null if there is none.</param>
internal sealed record FillPlanReply(string Activity, string? Failure, PlannedFill? Plan);

/// <summary>What <c>/api/archives/NAME/excuses</c> answers.</summary>
internal sealed record ExcuseList(IReadOnlyList<Excuse> Excuses);

/// <summary>What <c>/healthz</c> and <c>/readyz</c> answer if all is well.</summary>
internal sealed record HealthReply(string Status);

/// <summary>What every address answers if a request cannot be answered: a problem document of RFC 9457.</summary>
/// <param name="Type">What kind of problem: none but that of the status.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong, and what to do about it.</param>
/// <param name="Archives">Which archives cannot be audited, and why; only of <c>/readyz</c>.</param>
internal sealed record ProblemReply(
    string Type, string Title, int Status, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UnreadyArchive>? Archives = null);

/// <summary>An archive that could not be audited now.</summary>
internal sealed record UnreadyArchive(string Name, string Cause);
