using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace SegmentPipeline.Replicas;

/// <summary>An archive that a node serves over HTTP: one of ours, or one that speaks as <em>wubloader</em>'s restreamers do.</summary>
/// <remarks>Source: semantics §8. Everything that a node says is taken for hostile: listings, files, sizes and speeds have bounds,
/// redirects are not followed, and a listing is whole or it is none. A question that failed in a way that may pass is asked
/// again.</remarks>
/// <example>
/// <code>
/// services.AddSegmentPeers();
/// …
/// var client = clients.CreateClient(PeerClients.ClientName);
/// await using var archive = SegmentArchive.OpenRemote(new HttpArchive(client, "http://node2:8000"));
/// </code>
/// </example>
public sealed class HttpArchive : RemoteArchive
{
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(30);

    private readonly PeerAddress _address;
    private readonly PeerRequests _requests;
    private readonly NodeBundles _bundles;
    private readonly KeptListings _kept;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Prepares to ask a node. Nothing is asked yet.</summary>
    /// <param name="client">Sends the questions; see <see cref="PeerClients"/>. It must not follow redirects or unpack answers.</param>
    /// <param name="address">Where the node answers: <c>http://HOST:PORT</c>, and a path if it has several archives.</param>
    /// <param name="options">Bounds; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public HttpArchive(HttpClient client, string address, HttpArchiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(address);
        if (!PeerAddress.TryParse(address, out var parsed, out var fault)) throw new ArgumentException(fault, nameof(address));
        options ??= new HttpArchiveOptions();
        _address = parsed;
        _requests = new PeerRequests(client, options);
        _bundles = new NodeBundles(_requests, options);
        _kept = new KeptListings(options.KeptListingBytes, options.TimeProvider);
        _pipeline = PipelineOf(options);
    }

    /// <summary>Whether a text is meant as the address of a node, and not as a directory.</summary>
    /// <param name="location">The text.</param>
    public static bool IsAddress(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return PeerAddress.IsMeantBy(location);
    }

    /// <summary>Why a text is no address of a node, as a sentence; null if it is one.</summary>
    /// <param name="address">The text.</param>
    public static string? FaultOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return PeerAddress.TryParse(address, out _, out var fault) ? null : fault;
    }

    /// <inheritdoc />
    public override string Address => _address.ToString();

    /// <inheritdoc />
    public override async ValueTask<ArchiveListing<ReadOnlyMemory<byte>>> ListAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> place,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        try
        {
            var names = await ReadNamesAsync(place, cancellationToken).ConfigureAwait(false);
            var isThere = names.Count > 0 || await MayBeThereAsync(place, cancellationToken).ConfigureAwait(false);
            return isThere
                ? new() { Outcome = ListingOutcome.Read, Items = names }
                : new() { Outcome = ListingOutcome.Absent, Cause = "there is no such directory" };
        }
        catch (DirectoryNotFoundException fault)
        {
            return new() { Outcome = ListingOutcome.Absent, Cause = fault.Message };
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return new() { Outcome = ListingOutcome.Unreadable, Cause = CauseOf(fault) };
        }
    }

    /// <inheritdoc />
    public override async ValueTask<long?> GetSizeAsync(IReadOnlyList<ReadOnlyMemory<byte>> file, CancellationToken cancellationToken)
    {
        var address = _address.Below("segments", file);
        return await AskAsync(stop => _requests.AskSizeAsync(address, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <remarks>Asks once: whoever reads the file knows best when to begin anew.</remarks>
    public override async ValueTask<Stream> OpenAsync(IReadOnlyList<ReadOnlyMemory<byte>> file, CancellationToken cancellationToken) =>
        await _requests.OpenFileAsync(_address.Below("segments", file), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <returns>The digests; null if the node tells none, or none that can be read.</returns>
    public override async ValueTask<IReadOnlyDictionary<Hour, HourNamesDigest>?> ListDigestsAsync(
        StreamId stream,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var place = new ReadOnlyMemory<byte>[] { RawName.Unescape(stream.Channel), RawName.Unescape(stream.Quality) };
            var digests = ListingText.ReadDigests(await FetchAsync(_address.Below("hours", place), [], cancellationToken).ConfigureAwait(false));
            _bundles.Expect();
            return digests;
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    /// <remarks>Nodes that tell digests give bundles, but for older ones. One that did not is asked again after an hour.</remarks>
    public override bool GivesBundles => _bundles.AreGiven;

    /// <inheritdoc />
    /// <remarks>Asks once, as for a single file.</remarks>
    public override IAsyncEnumerable<BundledFile> OpenBundleAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> hour,
        IReadOnlyList<ReadOnlyMemory<byte>> names,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hour);
        ArgumentNullException.ThrowIfNull(names);
        return _bundles.OpenAsync(_address.BundleOf(hour, names), cancellationToken);
    }

    private async Task<List<ReadOnlyMemory<byte>>> ReadNamesAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> place,
        CancellationToken cancellationToken)
    {
        const int levelOfFiles = 3;
        var isHour = place.Count == levelOfFiles;
        var address = _address.Below("files", place, isHour ? "?tombstones=true" : "");
        if (_kept.Find(address) is { } kept) return ListingText.ReadNames(kept);
        var text = await FetchAsync(address, isHour ? [] : place, cancellationToken).ConfigureAwait(false);
        var names = ListingText.ReadNames(text);
        if (isHour) _kept.Keep(address, text);
        return names;
    }

    /// <summary>A node answers <c>[]</c> for what is not there; the level above tells whether it is. An hour may be empty.</summary>
    private async Task<bool> MayBeThereAsync(IReadOnlyList<ReadOnlyMemory<byte>> place, CancellationToken cancellationToken)
    {
        if (place.Count is 0 or > 2) return true;
        var above = await ReadNamesAsync([.. place.SkipLast(1)], cancellationToken).ConfigureAwait(false);
        return above.Exists(name => name.Span.SequenceEqual(place[^1].Span));
    }

    /// <summary>Fetches a listing.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="mayBeFile">The place, if there may be a file instead of a directory: other nodes list what lies beside
    /// directories, and then fail to list it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DirectoryNotFoundException">It is a file.</exception>
    /// <exception cref="PeerException">The node does not give it.</exception>
    private async Task<ArraySegment<byte>> FetchAsync(
        Uri address,
        IReadOnlyList<ReadOnlyMemory<byte>> mayBeFile,
        CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(stop => FetchOnceAsync(address, mayBeFile, stop), cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException fault)
        {
            throw new PeerException("it does not serve archives there (404)", fault);
        }
    }

    private async Task<ArraySegment<byte>> FetchOnceAsync(
        Uri address,
        IReadOnlyList<ReadOnlyMemory<byte>> mayBeFile,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.ReadListingAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (PeerException fault) when (mayBeFile.Count > 0)
        {
            if (!await IsFileAsync(mayBeFile, cancellationToken).ConfigureAwait(false)) throw;
            throw new DirectoryNotFoundException("it is a file", fault);
        }
    }

    private async Task<bool> IsFileAsync(IReadOnlyList<ReadOnlyMemory<byte>> place, CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.AskSizeAsync(_address.Below("segments", place), cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (PeerException)
        {
            return false;
        }
    }

    private static string CauseOf(Exception fault) => fault is JsonException ? "its answer is no listing" : fault.Message;

    /// <summary>Asks once, and again if the failure may pass. A node that was too slow twice is left alone for a minute, so that it does
    /// not hold up whoever waits for others too.</summary>
    /// <exception cref="PeerException">It did not answer.</exception>
    private async ValueTask<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline
                .ExecuteAsync(async stop => await ask(stop).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BrokenCircuitException fault)
        {
            throw new PeerException($"{fault.InnerException?.Message}; it is left alone for a minute", fault) { MayPass = true };
        }
    }

    private static ResiliencePipeline PipelineOf(HttpArchiveOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<PeerException>(
                    fault => fault is { MayPass: true, IsSlow: false } && !(fault.RetryAfter > MostWait)),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                UseJitter = true,
                DelayGenerator = static attempt => new ValueTask<TimeSpan?>((attempt.Outcome.Exception as PeerException)?.RetryAfter),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<PeerException>(fault => fault.IsSlow),
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = TimeSpan.FromMinutes(1),
            })
            .Build();
    }
}
