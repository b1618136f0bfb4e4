using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Scheduling;

/// <summary>All that a schedule logs. Ids and the names of values are an interface: they are never given to anything else.</summary>
internal static partial class Log
{
    /// <summary>Name of the logger.</summary>
    internal const string Category = "SegmentPipeline.Schedule";

    [LoggerMessage(200, LogLevel.Debug, "Auditing {Archive}")]
    internal static partial void RunStarted(this ILogger log, string archive);

    [LoggerMessage(
        EventId = 201,
        Message = "Audited {Archive}: exit {Exit}, {Meaning}; streams: {Streams}, hours: {Hours}, holes: {Holes}, {MissingSeconds} s missing, changes: {Changes}, {ElapsedSeconds} s"
    )]
    internal static partial void RunEnded(
        this ILogger log,
        LogLevel level,
        string archive,
        int exit,
        string meaning,
        int streams,
        long hours,
        long holes,
        long missingSeconds,
        long changes,
        double elapsedSeconds);

    [LoggerMessage(202, LogLevel.Error, "Could not audit {Archive}: {Cause}")]
    internal static partial void RunFailed(this ILogger log, string archive, string cause);

    [LoggerMessage(203, LogLevel.Information, "Stopped auditing {Archive} because the host stops; what has been read is kept")]
    internal static partial void RunStopped(this ILogger log, string archive);

    [LoggerMessage(204, LogLevel.Critical, "Could not audit {Archive} because of a defect, please report it")]
    internal static partial void RunBroke(this ILogger log, string archive, Exception defect);

    [LoggerMessage(210, LogLevel.Warning, "{Archive} was due at {Due} while its last run was still going; that run counts for it")]
    internal static partial void RunSkipped(this ILogger log, string archive, Timestamp due);

    [LoggerMessage(211, LogLevel.Information, "{Archive} was due at {Due} while no host was running; it is audited now, once")]
    internal static partial void RunMissed(this ILogger log, string archive, Timestamp due);

    [LoggerMessage(212, LogLevel.Information, "The last run of {Archive}, begun at {Start}, was cut off; it goes on now")]
    internal static partial void RunResumed(this ILogger log, string archive, Timestamp start);

    [LoggerMessage(213, LogLevel.Warning, "Cannot read when {Archive} was audited last: {Cause}; it is audited when it is due next")]
    internal static partial void HistoryUnreadable(this ILogger log, string archive, string cause);

    [LoggerMessage(214, LogLevel.Warning, "Cannot audit {Archive} as things are: {Cause}; it is tried all the same when it is due")]
    internal static partial void NotReady(this ILogger log, string archive, string cause);

    [LoggerMessage(215, LogLevel.Warning, "{Archive}: {Note}")]
    internal static partial void ArchiveTaken(this ILogger log, string archive, string note);

    [LoggerMessage(220, LogLevel.Error, "Cannot write the report of {Archive} to {Path}: {Cause}")]
    internal static partial void ReportFailed(this ILogger log, string archive, string path, string cause);

    [LoggerMessage(221, LogLevel.Warning, "Wrote the report of {Archive} to {Path}, but older ones stay: {Cause}")]
    internal static partial void OldReportStays(this ILogger log, string archive, string path, string cause);

    [LoggerMessage(222, LogLevel.Warning, "The ledger of {Archive} cannot keep the digests of its reports: {Cause}")]
    internal static partial void ReportsNotRecorded(this ILogger log, string archive, string cause);

    [LoggerMessage(
        EventId = 230,
        Message = "Filled {Archive}: files published: {Published} of {Wanted} missing, bytes: {Bytes}, tombstones: {Tombstones}, mismatches: {Mismatches}, unfillable: {Unfillable}; {ClosedSeconds} s of holes closed, {ElapsedSeconds} s"
    )]
    internal static partial void Filled(
        this ILogger log,
        LogLevel level,
        string archive,
        long published,
        long wanted,
        long bytes,
        long tombstones,
        long mismatches,
        long unfillable,
        double closedSeconds,
        double elapsedSeconds);

    [LoggerMessage(
        EventId = 231,
        Message = "Compared {Archive}: streams: {Streams}, files missing here: {Missing}, missing there: {Extra}, holes: {Holes}, {FillableSeconds} s fillable, {NowhereSeconds} s nowhere; {ElapsedSeconds} s"
    )]
    internal static partial void Compared(
        this ILogger log,
        LogLevel level,
        string archive,
        int streams,
        long missing,
        long extra,
        long holes,
        double fillableSeconds,
        double nowhereSeconds,
        double elapsedSeconds);

    [LoggerMessage(232, LogLevel.Error, "Could not {Work} {Archive}: {Cause}; it is tried again")]
    internal static partial void CopiesFailed(this ILogger log, string archive, string work, string cause);

    [LoggerMessage(233, LogLevel.Critical, "A pass over the copies of {Archive} stopped at a defect, please report it")]
    internal static partial void CopiesBroke(this ILogger log, string archive, Exception defect);

    [LoggerMessage(234, LogLevel.Warning, "{Archive}: {Replica} could not be asked about everything: {Cause}")]
    internal static partial void CopyUnreachable(this ILogger log, string archive, string replica, string cause);

    [LoggerMessage(235, LogLevel.Information, "{Archive}: {Replica} can be asked again")]
    internal static partial void CopyReachable(this ILogger log, string archive, string replica);

    [LoggerMessage(236, LogLevel.Warning, "The ledger of {Archive} cannot record what was filled: {Cause}; it is tried again")]
    internal static partial void FillsNotRecorded(this ILogger log, string archive, string cause);

    [LoggerMessage(237, LogLevel.Warning, "The ledger of {Archive} cannot note what a comparison said of holes: {Cause}; it is tried again after the next comparison or audit")]
    internal static partial void VerdictsNotNoted(this ILogger log, string archive, string cause);

    [LoggerMessage(238, LogLevel.Warning, "{Archive}: only the first {Count} parts of holes get a verdict in the ledger, which notes no more")]
    internal static partial void VerdictsLeftOut(this ILogger log, string archive, int count);

    [LoggerMessage(
        EventId = 240,
        Message = "Verified {Archive}: files: {Checked} of {Files}, bytes: {Bytes}, {Corrupt} corrupt, {Unreadable} unreadable, {Vanished} vanished, hidden holes: {HiddenHoles}; longest unverified {OldestSeconds} s, {ElapsedSeconds} s"
    )]
    internal static partial void Verified(
        this ILogger log,
        LogLevel level,
        string archive,
        long @checked,
        long files,
        long bytes,
        long corrupt,
        long unreadable,
        long vanished,
        long hiddenHoles,
        long oldestSeconds,
        double elapsedSeconds);

    [LoggerMessage(241, LogLevel.Error, "Could not verify {Archive}: {Cause}; it is tried again when it is due")]
    internal static partial void VerifyFailed(this ILogger log, string archive, string cause);

    [LoggerMessage(242, LogLevel.Critical, "Verifying {Archive} stopped at a defect, please report it")]
    internal static partial void VerifyBroke(this ILogger log, string archive, Exception defect);

    [LoggerMessage(243, LogLevel.Information, "Stopped verifying {Archive} because the host stops; what has been verified is kept")]
    internal static partial void VerifyStopped(this ILogger log, string archive);

    [LoggerMessage(244, LogLevel.Warning, "Cannot read what is known of the contents of {Archive}: {Cause}")]
    internal static partial void VerifyHistoryUnreadable(this ILogger log, string archive, string cause);

    [LoggerMessage(250, LogLevel.Information, "Told {Hook} in message {Message}: {Title}")]
    internal static partial void Told(this ILogger log, string hook, string message, string title);

    [LoggerMessage(251, LogLevel.Warning, "Cannot tell {Hook} by {Kind}: {Cause}; messages are kept and tried again, pings are not")]
    internal static partial void NotTold(this ILogger log, string hook, string kind, string cause);

    [LoggerMessage(252, LogLevel.Information, "{Hook} can be told by {Kind} again")]
    internal static partial void ToldAgain(this ILogger log, string hook, string kind);

    [LoggerMessage(253, LogLevel.Warning, "Too much waits to be told to {Hook} by {Kind}: the oldest of it is dropped")]
    internal static partial void NoticeDropped(this ILogger log, string hook, string kind);

    [LoggerMessage(254, LogLevel.Warning, "The ledger of {Archive} cannot keep what is to be told: {Cause}; it is told all the same")]
    internal static partial void NoticesNotKept(this ILogger log, string archive, string cause);

    [LoggerMessage(255, LogLevel.Critical, "Telling {Hook} stopped at a defect ({Defect}), please report it; it goes on in a minute")]
    internal static partial void TellingBroke(this ILogger log, string hook, string defect);

    [LoggerMessage(
        256,
        LogLevel.Error,
        "Gave up telling {Hook} by {Kind}: message {Message}, {Title}, was refused {Count} times; {Cause}")]
    internal static partial void MessageRefused(
        this ILogger log,
        string hook,
        string kind,
        string message,
        string title,
        int count,
        string cause);

    [LoggerMessage(EventId = 301, Message = "{Archive}: {Change} {Finding} in {Stream}, {Range}")]
    internal static partial void FindingChanged(
        this ILogger log,
        LogLevel level,
        string archive,
        string change,
        string finding,
        string stream,
        TimeRange range);

    [LoggerMessage(302, LogLevel.Error, "{Archive}: coverage lost in {Stream}, {Range}, files vanished: {VanishedFiles}")]
    internal static partial void CoverageLost(this ILogger log, string archive, string stream, TimeRange range, long vanishedFiles);

    [LoggerMessage(EventId = 304, Message = "{Archive}: {Change} file in {Stream}, {Path}: {Causes}")]
    internal static partial void FileChanged(
        this ILogger log,
        LogLevel level,
        string archive,
        string change,
        string stream,
        string path,
        string causes);

    [LoggerMessage(303, LogLevel.Warning, "{Archive}: further changes without a line: {Count}; the ledger and the reports have them")]
    internal static partial void ChangesNotLogged(this ILogger log, string archive, long count);
}
