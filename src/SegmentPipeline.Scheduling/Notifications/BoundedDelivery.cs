using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SegmentPipeline.Scheduling;

/// <summary>Delivers with some tries in some time.</summary>
internal sealed class BoundedDelivery
{
    private readonly IHookDelivery _delivery;
    private readonly ResiliencePipeline _pipeline;
    private readonly TimeSpan _try;

    /// <param name="delivery">Tries once.</param>
    /// <param name="longest">How long a try may take.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="clock">The clock.</param>
    internal BoundedDelivery(IHookDelivery delivery, TimeSpan longest, DeliveryBounds bounds, TimeProvider clock)
    {
        _delivery = delivery;
        _try = longest;
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (bounds.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder()
                    .Handle<DeliveryException>(fault => fault.MayPass)
                    .Handle<TimeoutRejectedException>(),
                MaxRetryAttempts = bounds.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = bounds.Pause,
                UseJitter = true,
            });
        }

        _pipeline = builder.AddTimeout(longest).Build();
    }

    /// <summary>Delivers a message.</summary>
    /// <returns>Why it could not be brought; null if it was.</returns>
    internal async Task<string?> SendAsync(HookMessage message, CancellationToken cancellationToken) =>
        (await TryAsync(message, cancellationToken).ConfigureAwait(false)).Fault;

    /// <summary>Delivers a message, and says what became of it.</summary>
    internal async Task<DeliveryOutcome> TryAsync(HookMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.ExecuteAsync(
                static async (state, token) => await state.Delivery.SendAsync(state.Message, token).ConfigureAwait(false),
                (Delivery: _delivery, Message: message),
                cancellationToken).ConfigureAwait(false);
            return default;
        }
        catch (DeliveryException fault)
        {
            return new DeliveryOutcome(VisibleText.MakeVisible(fault.Message), fault.IsRefusal);
        }
        catch (TimeoutRejectedException)
        {
            return new DeliveryOutcome($"it has not answered for {_try.TotalSeconds:0.###} s", IsRefused: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            // Whatever the text says may name an address.
            return new DeliveryOutcome($"internal error, please report it: {defect.GetType().Name}", IsRefused: false);
        }
    }
}

/// <summary>What became of a delivery.</summary>
/// <param name="Fault">Why the message could not be brought; null if it was.</param>
/// <param name="IsRefused">Whether it was refused as it is.</param>
internal readonly record struct DeliveryOutcome(string? Fault, bool IsRefused);
