namespace SegmentPipeline.Scheduling;

/// <summary>How long and how often a delivery is tried before it is left for later.</summary>
internal sealed record DeliveryBounds
{
    /// <summary>How long one try may take.</summary>
    internal TimeSpan Try { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a command may run.</summary>
    internal TimeSpan Command { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is tried again at once.</summary>
    internal int Retries { get; init; } = 2;

    /// <summary>How long before the first of these; twice as long before the next.</summary>
    internal TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long before a message is tried later; twice as long each time, up to an hour.</summary>
    internal TimeSpan Later { get; init; } = TimeSpan.FromMinutes(1);
}
