using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>What an audit is asked about where losses came from.</summary>
internal sealed class CauseArguments
{
    private readonly Option<bool> _causes = new("--causes")
    {
        Description = "Say of each hole and each degraded range where it came from. The report is then made when the audit is over.",
    };

    private readonly Option<string?> _verified = new("--verified")
    {
        HelpName = "FILE",
        Description = "A report of 'pipeline verify --format ndjson', which knows where the encoder began anew. Implies --causes.",
    };

    private readonly ReplicaArguments _replicas;

    internal CauseArguments(Command command)
    {
        command.Add(_causes);
        _replicas = new ReplicaArguments(command);
        command.Add(_verified);
    }

    /// <summary>What was asked; null if nothing was.</summary>
    internal CauseQuestion? Read(ParseResult parsed, Surroundings surroundings, List<string> faults)
    {
        var replicas = _replicas.ReadAny(parsed, surroundings, faults);
        var verified = parsed.GetValue(_verified);
        if (!parsed.GetValue(_causes) && replicas.Count == 0 && verified is null) return null;
        var sessions = verified is null ? [] : VerifiedSessions.Read(Path.GetFullPath(verified, surroundings.Directory));
        return new CauseQuestion(replicas, sessions);
    }
}

/// <summary>What is known besides the archive itself.</summary>
/// <param name="Replicas">Other copies.</param>
/// <param name="Sessions">Where the encoder began anew, as a verification has told it.</param>
internal sealed record CauseQuestion(IReadOnlyList<NamedReplica> Replicas, IReadOnlyList<(StreamId Stream, TimeRange Range)> Sessions);
