using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>Asks the nodes of a fleet over HTTP, one after the other until one answers.</summary>
/// <remarks>What nodes answer is taken for hostile: redirects are not followed, and answers have bounds of length and time.</remarks>
internal sealed class FleetClient(HttpClient client, IReadOnlyList<ViaAddress> nodes, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Who has answered last is asked first.</summary>
    private int _first;

    /// <summary>Called with why nobody answers, before it is asked again.</summary>
    internal Action<string> Waiting { get; init; } = _ => { };

    /// <summary>What stands behind a verb to ask the same nodes, with a space at its start; empty for those that are asked
    /// anyway.</summary>
    internal string ViaWords => ViaOption.WordsOf(nodes);

    /// <summary>For the nodes that <c>--via</c> names.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="clock">By which clock it waits.</param>
    /// <param name="waiting">Called with why nobody answers, before it is asked again; null for nobody.</param>
    internal static FleetClient Create(IReadOnlyList<ViaAddress> nodes, TimeProvider clock, Action<string>? waiting = null) =>
        new(PeerArchives.CreateClient(), nodes, clock) { Waiting = waiting ?? (_ => { }) };

    /// <summary>Asks for JSON.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="read">Takes what is wanted out of the JSON.</param>
    /// <param name="patience">For how long it is asked again after a failure that may pass.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FleetClientException">Nobody answers.</exception>
    internal Task<T> AskAsync<T>(
        FleetQuestion question, Func<JsonElement, T> read, TimeSpan patience, CancellationToken cancellationToken) =>
        AskAsync(
            question,
            async answer =>
            {
                using var _ = answer;
                return await FleetAnswers.ReadAsync(answer, read, clock, cancellationToken).ConfigureAwait(false);
            },
            patience,
            cancellationToken);

    /// <summary>Asks for bytes.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="mostBytes">The most that is read.</param>
    /// <param name="patience">For how long it is asked again until an answer begins.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FleetClientException">Nobody answers.</exception>
    internal Task<Stream> OpenAsync(FleetQuestion question, long mostBytes, TimeSpan patience, CancellationToken cancellationToken) =>
        AskAsync<Stream>(
            question,
            async answer => await FleetAnswers.OpenAsync(answer, mostBytes, clock, cancellationToken).ConfigureAwait(false),
            patience,
            cancellationToken);

    private async Task<T> AskAsync<T>(
        FleetQuestion question, Func<HttpResponseMessage, Task<T>> take, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await AskEachAsync(question, take, cancellationToken).ConfigureAwait(false);
            }
            catch (FleetClientException fault) when (fault.MayPass && clock.GetElapsedTime(since) < patience)
            {
                Waiting(fault.Message);
                await LongDelay.WaitAsync(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> AskEachAsync<T>(
        FleetQuestion question, Func<HttpResponseMessage, Task<T>> take, CancellationToken cancellationToken)
    {
        var faults = new List<(ViaAddress Node, FleetClientException Fault)>();
        for (var turn = 0; turn < nodes.Count; turn++)
        {
            var at = (_first + turn) % nodes.Count;
            try
            {
                var answer = await SendAsync(question.CreateRequest(nodes[at]), cancellationToken).ConfigureAwait(false);
                var taken = await TakeAsync(answer, take, cancellationToken).ConfigureAwait(false);
                _first = at;
                return taken;
            }
            catch (FleetClientException fault) when (!fault.IsRefusal)
            {
                faults.Add((nodes[at], fault));
            }
        }

        throw new FleetClientException(
            string.Join("; ", faults.Select(one => $"{one.Node}: {one.Fault.Message}")), faults[^1].Fault)
        {
            MayPass = faults.Exists(one => one.Fault.MayPass),
            IsAbsent = faults.TrueForAll(one => one.Fault.IsAbsent),
        };
    }

    private async Task<T> TakeAsync<T>(
        HttpResponseMessage answer, Func<HttpResponseMessage, Task<T>> take, CancellationToken cancellationToken)
    {
        try
        {
            await FleetAnswers.CheckAsync(answer, clock, cancellationToken).ConfigureAwait(false);
            return await take(answer).ConfigureAwait(false);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var _ = request;
        using var late = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FleetClientException($"it did not answer within {LongestWait.TotalSeconds:0} s") { MayPass = true };
        }
        catch (HttpRequestException fault)
        {
            throw new FleetClientException(RequestFaultWords.TextOf(fault), fault)
            {
                MayPass = fault.HttpRequestError != HttpRequestError.SecureConnectionError,
            };
        }
    }
}
