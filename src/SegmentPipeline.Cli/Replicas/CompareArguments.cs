using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>How records of copies are printed.</summary>
internal enum CopyFormat
{
    Text,
    Ndjson,
    Json,
    Csv,
}

/// <summary>What makes <c>pipeline compare</c> and <c>pipeline fill</c> end with 1.</summary>
internal enum CopyFailOn
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Time that nobody has, or a segment that nobody gives.</summary>
    Nowhere,

    /// <summary>Any difference or hole.</summary>
    Any,
}

/// <summary>What <c>pipeline compare</c> was asked for.</summary>
internal sealed record CompareOptions(
    string Root,
    IReadOnlyList<NamedReplica> Replicas,
    CopyScope Scope,
    CopyFormat Format,
    CopyFailOn FailOn);

/// <summary>What stands after <c>pipeline compare</c>.</summary>
internal sealed class CompareArguments
{
    private readonly Surroundings _surroundings;
    private readonly Argument<string> _root = new("ROOT") { Description = "Directory of the archive, or a node's address." };
    private readonly ReplicaArguments _replicas;
    private readonly CopyWindow _window;
    private readonly CopyOutputArguments _output;

    internal CompareArguments(Command command, Surroundings surroundings)
    {
        _surroundings = surroundings;
        command.Add(_root);
        _replicas = new ReplicaArguments(command);
        _window = new CopyWindow(command, surroundings);
        _output = new CopyOutputArguments(command);
        _window.AddConfig();
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal CompareOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var root = parsed.GetRequiredValue(_root);
        if (root.Length == 0) faults.Add("ROOT: the value is empty");
        var replicas = _replicas.Read(parsed, _surroundings, faults);
        var scope = _window.Read(parsed, faults);
        var (format, failOn) = _output.Read(parsed, faults);
        return faults.Count == 0 ? new CompareOptions(root, replicas, scope, format, failOn) : throw new UsageException(faults);
    }
}
