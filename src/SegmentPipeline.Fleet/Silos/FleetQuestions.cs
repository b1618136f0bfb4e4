using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SegmentPipeline.Fleet;

/// <summary>Asks grains on behalf of somebody who waits. A silo that has just died fails questions until the others know of it: they are
/// asked again, for a while.</summary>
internal sealed class FleetQuestions
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly FleetSilo _silo;
    private readonly ResiliencePipeline _again;

    public FleetQuestions(FleetSilo silo, TimeProvider clock)
    {
        _silo = silo;
        _again = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddTimeout(Longest)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(NodeFaults.IsOfASilo),
                MaxRetryAttempts = int.MaxValue,
                Delay = BetweenTries,
            })
            .Build();
    }

    /// <summary>The node's silo.</summary>
    internal FleetSilo Silo => _silo;

    /// <summary>Asks.</summary>
    /// <param name="question">What is asked; it may be asked again.</param>
    /// <exception cref="FleetUnavailableException">There is no answer.</exception>
    internal async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> question)
    {
        Exception? last = null;
        try
        {
            return await _again.ExecuteAsync(async _ =>
            {
                try
                {
                    return await question(_silo.Grains).ConfigureAwait(false);
                }
                catch (Exception fault) when (fault is not FleetUnavailableException)
                {
                    last = fault;
                    throw;
                }
            }).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            throw Unavailable(last ?? new TimeoutException());
        }
        catch (Exception fault)
            when (fault is OrleansException or TimeoutException or ObjectDisposedException || NodeFaults.IsOfStorage(fault))
        {
            throw Unavailable(fault);
        }
    }

    private static FleetUnavailableException Unavailable(Exception fault) => new(NodeFaults.IsOfASilo(fault)
        ? $"the fleet cannot be asked: a node of it {NodeFaults.CauseOf(fault)}"
        : $"the fleet cannot be asked: {NodeFaults.Describe(fault)}");
}
