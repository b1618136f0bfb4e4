using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Scheduling;

/// <summary>What a loop that tells a hook works with.</summary>
/// <param name="Delivery">Delivers a message.</param>
/// <param name="Telling">Is told what became of it.</param>
/// <param name="Later">How long before a message that could not be delivered is tried again.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record NotifySeams(
    BoundedDelivery Delivery,
    HookTelling Telling,
    TimeSpan Later,
    TimeProvider Clock,
    ILogger Log);
