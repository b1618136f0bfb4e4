using System.Security.Cryptography;
using Polly;
using Polly.CircuitBreaker;

namespace SegmentPipeline.Replicas;

/// <summary>A replica that files are fetched from, and what is known of how it behaves.</summary>
/// <remarks>Source: semantics §9. A peer that fails rests for a second, then twice as long each time, at most five minutes, or as long as
/// it asks for; meanwhile others are asked. A name of which it gave other content three times is not asked of it again for a
/// day.</remarks>
internal sealed class Peer
{
    private const int MostMismatches = 3;
    private const int MostRemembered = 100_000;
    private const double FirstRestSeconds = 1;
    private const double MostRestSeconds = 300;

    private static readonly TimeSpan MismatchRest = TimeSpan.FromHours(24);

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Times, DateTimeOffset Last)> _mismatches = new(StringComparer.Ordinal);
    private long _retryAfterTicks;
    private long _failures;

    internal Peer(Replica replica, TimeProvider clock)
    {
        Replica = replica;
        _clock = clock;
        Pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
            {
                ShouldHandle = new PredicateBuilder<bool>().Handle<PeerException>(fault => fault.MayPass),
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDurationGenerator = rest => new ValueTask<TimeSpan>(RestOf(rest.HalfOpenAttempts)),
            })
            .Build();
    }

    internal Replica Replica { get; }

    internal string Name => Replica.Name;

    /// <summary>What request, body, verification and publication of a file run in.</summary>
    internal ResiliencePipeline<bool> Pipeline { get; }

    /// <summary>How often it could not give a file.</summary>
    internal long Failures => Interlocked.Read(ref _failures);

    /// <summary>Notes that it failed, and how long it asks to be left alone.</summary>
    internal void Note(PeerException fault)
    {
        Interlocked.Increment(ref _failures);
        Interlocked.Exchange(ref _retryAfterTicks, fault.RetryAfter?.Ticks ?? 0);
        LastCause = fault.Message;
    }

    /// <summary>What it did when it failed last.</summary>
    internal string? LastCause { get; private set; }

    /// <summary>Notes that it gave something else than a name promises.</summary>
    internal void NoteMismatch(string path)
    {
        lock (_lock)
        {
            if (_mismatches.Count >= MostRemembered) _mismatches.Clear();
            _mismatches[path] = (_mismatches.GetValueOrDefault(path).Times + 1, _clock.GetUtcNow());
        }
    }

    /// <summary>Whether a name is not asked of it for now.</summary>
    internal bool IsResting(string path)
    {
        lock (_lock)
        {
            return _mismatches.TryGetValue(path, out var known)
                && known.Times >= MostMismatches
                && _clock.GetUtcNow() - known.Last < MismatchRest;
        }
    }

    private TimeSpan RestOf(int attempts)
    {
        var seconds = Math.Min(MostRestSeconds, FirstRestSeconds * Math.Pow(2, Math.Min(attempts, 16)));
        var jitter = RandomNumberGenerator.GetInt32(50, 100) / 100.0;
        var asked = Interlocked.Exchange(ref _retryAfterTicks, 0);
        return TimeSpan.FromSeconds(Math.Max(seconds * jitter, Math.Min(MostRestSeconds, TimeSpan.FromTicks(asked).TotalSeconds)));
    }
}
