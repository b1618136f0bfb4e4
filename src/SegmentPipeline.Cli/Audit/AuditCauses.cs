using System.Text.Json;
using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Adds where losses came from to the records of an audit, from what the other copies and a verification say.</summary>
internal sealed class AuditCauses(CauseQuestion question, AuditRequest request, PipelineOptions options, Surroundings surroundings)
{
    private const int MostLineCharacters = 1 << 20;

    internal IAsyncEnumerable<AuditRecord> AddTo(IAsyncEnumerable<AuditRecord> records, CancellationToken cancellationToken)
    {
        var sessions = question.Verified is null ? [] : ReadSessions(question.Verified);
        return records.WithCausesAsync(AskAsync, AddSessions, cancellationToken);

        void AddSessions(CopyEvidence here)
        {
            foreach (var (stream, range) in sessions) here.AddSession(stream, range);
        }
    }

    private async Task<IReadOnlyList<CopyEvidence>> AskAsync(TimeRange window, CancellationToken cancellationToken) =>
        await Task.WhenAll(question.Replicas.Select(replica => AskAsync(replica, window, cancellationToken))).ConfigureAwait(false);

    /// <summary>A copy that cannot be asked may have anything; causes that need its answer are not told.</summary>
    private async Task<CopyEvidence> AskAsync(NamedReplica replica, TimeRange window, CancellationToken cancellationToken)
    {
        try
        {
            var archive = surroundings.OpenNamed(replica.Location, request.Tolerance);
            await using var _ = archive.ConfigureAwait(false);
            var context = PeerArchives.ContextFor(archive, options.ToAuditContext());
            return await ReplicaEvidence.AskAsync(archive, request, context, window, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
            when (fault is AuditFailedException or PeerException or IOException or UnauthorizedAccessException or UsageException)
        {
            var cause = VisibleText.MakeVisible($"copy {replica.Name} could not be asked: {fault.Message}");
            surroundings.Error.WriteLine($"pipeline: {cause}; causes that need its answer are not told");
            return new CopyEvidence();
        }
    }

    /// <summary>Where the encoder began anew, as a verification has told it.</summary>
    /// <exception cref="UsageException">It is no such report.</exception>
    private static List<(StreamId Stream, TimeRange Range)> ReadSessions(string file)
    {
        var sessions = new List<(StreamId, TimeRange)>();
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (line.Length > MostLineCharacters) throw new FormatException("the line is too long");
                using var record = JsonDocument.Parse(line);
                if (SessionOf(record.RootElement) is { } session) sessions.Add(session);
            }
        }
        catch (Exception fault)
            when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new UsageException($"--verified: {file}, line {number}: it is no record of a verification: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--verified: cannot read {file}: {fault.Message}");
        }

        return sessions;
    }

    private static (StreamId Stream, TimeRange Range)? SessionOf(JsonElement record)
    {
        if (record.GetProperty("type").GetString() != "restart") return null;
        var stream = new StreamId(TextOf("channel"), TextOf("quality"));
        return (stream, TimeRange.Unordered(Timestamp.Parse(TextOf("start")), Timestamp.Parse(TextOf("end"))));

        string TextOf(string name) => record.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");
    }
}
