using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>A message, and the notices that it tells.</summary>
/// <param name="Notices">The notices, and where each is kept.</param>
/// <param name="Message">The message.</param>
internal sealed record HookLot(IReadOnlyList<(NoticeStore Store, LedgerNotice Notice)> Notices, HookMessage Message);
