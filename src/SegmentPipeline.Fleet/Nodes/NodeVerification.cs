using SegmentPipeline.Scheduling;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Fleet;

/// <summary>Reads the files of this node's copy for a run, and keeps the records; the archive's ledger remembers what was found.</summary>
internal sealed class NodeVerification(AnswerFiles files, TimeProvider clock)
{
    private static readonly VerificationLevel[] Levels = Enum.GetValues<VerificationLevel>();

    /// <summary>The words of all levels.</summary>
    internal static string LevelWords { get; } = string.Join(", ", Levels.Select(WordOf));

    /// <summary>The level of a word; null if there is none.</summary>
    internal static VerificationLevel? LevelOf(string word)
    {
        foreach (var level in Levels)
        {
            if (WordOf(level) == word) return level;
        }

        return null;
    }

    /// <summary>Verifies once.</summary>
    /// <exception cref="AuditFailedException">The archive cannot be read.</exception>
    /// <exception cref="IOException">The answer, or the ledger, cannot be written.</exception>
    /// <exception cref="PlatformNotSupportedException">Files cannot be verified on this system.</exception>
    internal async Task RunAsync(string run, FleetRunRequest request, ScheduledArchive archive, NodePart part)
    {
        using var answer = files.Write(run);
        var writer = VerificationRecordWriter.CreateNdjson(answer.Stream);
        var usual = archive.ToVerificationRequest(clock);
        var asked = usual with
        {
            Start = request.Start,
            End = request.End,
            Tolerance = request.Tolerance ?? usual.Tolerance,
            Level = request.Level is { } word ? LevelOf(word) ?? usual.Level : usual.Level,
        };
        if (await ChooseAsync(request, archive, asked, part.Stopped).ConfigureAwait(false) is { } verification)
        {
            var context = new VerificationContext { Progress = part, TimeProvider = clock };
            await archive.VerifyAsync(verification, record => writer.WriteAsync(record, part.Stopped), context, part.Stopped)
                .ConfigureAwait(false);
        }
        else
        {
            foreach (var record in NothingOf(archive, asked)) await writer.WriteAsync(record, part.Stopped).ConfigureAwait(false);
        }

        await writer.CompleteAsync(part.Stopped).ConfigureAwait(false);
        answer.Commit();
    }

    /// <summary>What is asked, without the streams that are not here; null if none of them is.</summary>
    private async Task<VerificationRequest?> ChooseAsync(
        FleetRunRequest request,
        ScheduledArchive archive,
        VerificationRequest asked,
        CancellationToken cancellationToken)
    {
        var source = RunAudits.Open(archive, clock);
        await using var _ = source.ConfigureAwait(false);
        var audit = RunAudits.RequestOf(request, archive, clock);
        return await RunAudits.ChooseAsync(source, audit, cancellationToken).ConfigureAwait(false) is { } here
            ? asked with { Channels = here.Channels, Qualities = here.Qualities }
            : null;
    }

    /// <summary>The records of a verification that has found none of the streams.</summary>
    private IEnumerable<VerificationRecord> NothingOf(ScheduledArchive archive, VerificationRequest asked)
    {
        yield return new VerificationHeaderRecord
        {
            Version = NodeWork.Version,
            Root = archive.Audit.Root!,
            Request = asked,
            Seed = null,
            Started = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        };
        yield return new VerificationSummaryRecord
        {
            Level = asked.Level,
            Files = 0,
            Bytes = 0,
            Right = 0,
            Corrupt = 0,
            Unreadable = 0,
            Vanished = 0,
            NotChecked = 0,
            Complete = true,
            Outcome = AuditOutcome.Success,
            Elapsed = TimeSpan.Zero,
        };
    }

    private static string WordOf(VerificationLevel level) => VerificationWords.WordOf(level);
}
