using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Reads what a node says of its files from the records of a verification, one line after the other.</summary>
internal sealed class ContentsReader(NodeAnswerSource source)
{
    /// <summary>The most causes of a file, and the most letters of the word of one.</summary>
    private const int MostCauses = 64;

    /// <summary>No directory has a longer name.</summary>
    private const int MostNameCharacters = 255;

    /// <summary>So much is kept of all that is told.</summary>
    private const int MostKeptCharacters = 16 * 1024 * 1024;

    private readonly AnswerBounds _bounds = new();
    private readonly UnreadPlaces _unread = new();
    private readonly List<FleetCorruptRecord> _corrupt = [];
    private Timestamp? _asOf;
    private long _corruptCount;
    private long _kept;
    private bool _hasBegun;
    private (ContentFigures Figures, bool Complete, int Exit)? _end;

    /// <exception cref="FormatException">They are no such records.</exception>
    internal async Task<NodeContents> ReadAsync(Stream ndjson, CancellationToken cancellationToken)
    {
        var lines = new BoundedLines(ndjson, _bounds.MostLineBytes, _bounds.MostBytes);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                Add(json.RootElement);
            }
            catch (Exception fault) when (
                fault is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
            {
                throw new FormatException($"the records of {source.Node} are none of a verification: line {lines.Number}: {fault.Message}", fault);
            }
        }

        return _end is { } end
            ? ToContents(end.Figures, end.Complete, end.Exit)
            : throw new FormatException($"the records of {source.Node} break off behind line {lines.Number}: there is no summary");
    }

    private void Add(JsonElement json)
    {
        if (_end is not null) throw new FormatException("something stands behind the summary");
        var type = ReadJson.Text(json, "type");
        if (!_hasBegun && type != "header") throw new FormatException("the first record is no header");
        switch (type)
        {
            case "header": Begin(json); break;
            case "corrupt": AddCorrupt(json); break;
            case "unreadable": _unread.Add(ReadJson.Optional(json, "path"), ReadJson.Optional(json, "cause")); break;
            case "verification": End(json); break;
            default: break;
        }
    }

    private void Begin(JsonElement json)
    {
        if (_hasBegun) throw new FormatException("there is a second header");
        if (ReadJson.Field(json, "schema").GetInt32() is not 1 and var schema)
            throw new FormatException($"the records have the schema {schema}; this program reads 1");
        (_hasBegun, _asOf) = (true, Timestamp.Parse(ReadJson.Text(json, "started")));
    }

    private void AddCorrupt(JsonElement json)
    {
        if (++_corruptCount > NodeContents.MostCorrupt) return;
        var corrupt = ReadJson.ToCorrupt(json, source.Node);
        if (corrupt.Stream.Channel.Length > MostNameCharacters || corrupt.Stream.Quality.Length > MostNameCharacters)
            throw new FormatException("the name of a stream is too long");
        if (corrupt.Path.Length > AnswerRules.MostCharacters) throw new FormatException("a path is too long");
        if (corrupt.Causes.Count is 0 or > MostCauses || corrupt.Causes.Any(cause => cause.Length > MostCauses))
            throw new FormatException("the causes are none");
        _kept += corrupt.Path.Length + corrupt.Causes.Sum(cause => cause.Length);
        if (_kept > MostKeptCharacters) throw new FormatException("its corrupt files have longer paths than anybody reads");
        _corrupt.Add(corrupt);
    }

    private void End(JsonElement json)
    {
        var figures = ReadJson.ToFigures(json);
        if (figures.Corrupt != _corruptCount)
            throw new FormatException($"the summary counts {figures.Corrupt} corrupt files, and {_corruptCount} were told");
        _end = (figures, ReadJson.Field(json, "complete").GetBoolean(), ReadJson.Field(json, "exit").GetInt32());
    }

    private NodeContents ToContents(ContentFigures figures, bool complete, int exit) => new()
    {
        Node = source.Node,
        Archive = source.Archive,
        Run = source.Run,
        AsOf = _asOf,
        Complete = complete,
        Cause = complete ? null : _unread.ToText() ?? $"its verification did not run to its end: {WordsOf(exit)}",
        Figures = figures,
        Corrupt = _corrupt,
    };

    private static string WordsOf(int exit) => AuditOutcomes.RowOf(AuditOutcomes.FromNumber(exit)).Description;
}
