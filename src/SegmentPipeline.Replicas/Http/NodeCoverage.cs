using System.Globalization;
using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Asks a node of this tool how its copy of an archive is covered, as the node's ledger has it. Other nodes, and those without a
/// ledger, do not say.</summary>
/// <remarks>Everything that a node says is taken for hostile: an answer is bounded, is about what was asked, and adds up, or it is none.
/// Answers are kept for a minute.</remarks>
public sealed class NodeCoverage
{
    private const int MostAnswerBytes = 2 * 1024 * 1024;
    private const long MostKeptBytes = 16 * 1024 * 1024;
    private const string Archives = "/archives/";
    private const string Authority = "://";

    private readonly PeerAddress _host;
    private readonly string? _name;
    private readonly string _likely;
    private readonly PeerRequests _requests;
    private readonly KeptListings _kept;

    /// <summary>Prepares to ask a node. Nothing is asked yet.</summary>
    /// <param name="client">Sends the questions; see <see cref="PeerClients"/>.</param>
    /// <param name="address">Where the node answers. If it ends with <c>/archives/NAME</c>, that is the archive; else it is the only one of
    /// the node, or the one that is called as the archive here.</param>
    /// <param name="archive">What the archive is called here.</param>
    /// <param name="options">Bounds; null for the defaults. Answers have 2 MiB at most, whatever it says of listings.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public NodeCoverage(HttpClient client, string address, string archive, HttpArchiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(archive);
        var whole = address.TrimEnd('/');
        var at = whole.LastIndexOf(Archives, StringComparison.Ordinal);
        var isBehindTheHost = at > whole.IndexOf(Authority, StringComparison.Ordinal) + Authority.Length;
        var isNamed = at >= 0 && isBehindTheHost && whole.IndexOf('/', at + Archives.Length) < 0;
        if (!PeerAddress.TryParse(isNamed ? whole[..at] : whole, out var parsed, out var fault))
            throw new ArgumentException(fault, nameof(address));
        (_host, _likely) = (parsed, archive);
        _name = isNamed ? Uri.UnescapeDataString(whole[(at + Archives.Length)..]) : null;
        options ??= new HttpArchiveOptions();
        _requests = new PeerRequests(client, options with { MostListingBytes = MostAnswerBytes });
        _kept = new KeptListings(MostKeptBytes, options.TimeProvider);
    }

    /// <summary>Asks how a stream is covered.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="range">The range; at least a microsecond for each column.</param>
    /// <param name="columns">How many columns it is told in, from 1 to 4096.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it said. That it does not say, or not in a way that can be believed, is no exception: <see
    /// cref="NodeCoverageAnswer.Cause"/> says so.</returns>
    public async Task<NodeCoverageAnswer> AskAsync(
        StreamId stream, TimeRange range, int columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            if (await NameAsync(cancellationToken).ConfigureAwait(false) is not { } name)
                return Silent("it has several archives, and none that is called as the one here");
            var query = string.Create(
                CultureInfo.InvariantCulture,
                $"?stream={Uri.EscapeDataString(stream.ToString())}&from={range.Start}&to={range.End}&columns={columns}");
            var address = _host.Below("api", ["archives"u8.ToArray(), RawName.Unescape(name), "coverage"u8.ToArray()], query);
            return await FetchAsync(address, text => NodeCoverageText.Read(text, stream, range, columns), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return Silent("it has no such address: it is no node of this tool, or has no such archive");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate in the name of a field gives.
            return Silent($"what it says cannot be believed: {fault.Message}");
        }
        catch (IOException fault)
        {
            return Silent(fault.Message);
        }
    }

    /// <summary>What the archive is called there; null if nobody knows.</summary>
    private async Task<string?> NameAsync(CancellationToken cancellationToken)
    {
        if (_name is not null) return _name;
        var address = _host.Below("api", ["archives"u8.ToArray()]);
        var names = await FetchAsync(address, NodeCoverageText.ReadArchives, cancellationToken).ConfigureAwait(false);
        return names.Count == 1 ? names[0] : names.Find(name => name == _likely);
    }

    /// <summary>Only what could be believed is kept.</summary>
    private async Task<T> FetchAsync<T>(Uri address, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        if (_kept.Find(address) is { } kept) return read(kept);
        var text = await _requests.ReadListingAsync(address, cancellationToken).ConfigureAwait(false);
        var said = read(text);
        _kept.Keep(address, text);
        return said;
    }

    private static NodeCoverageAnswer Silent(string cause) => new() { Cause = cause };
}

/// <summary>What a node said of how a stream is covered.</summary>
public sealed record NodeCoverageAnswer
{
    /// <summary>Why it does not say; null if it does.</summary>
    public string? Cause { get; init; }

    /// <summary>When its last audit began; null if it has had none.</summary>
    public Timestamp? Audited { get; init; }

    /// <summary>From the first to the last moment of the stream that it has audited; null if it has none.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>A character a column: the place of its worst class in <see cref="CoverageClasses.All"/>, or <c>-</c> if nothing of it was
    /// audited. Empty if it has none of the stream.</summary>
    public string Worst { get; init; } = "";

    /// <summary>Columns that are not wholly of their worst class: the number of each, and its microseconds of each class.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Mixed { get; init; } = [];
}
