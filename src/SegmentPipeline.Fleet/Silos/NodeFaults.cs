namespace SegmentPipeline.Fleet;

/// <summary>What can come instead of a node's answer, and means one thing: nobody knows.</summary>
internal static class NodeFaults
{
    /// <summary>Why nobody knows what a node would say, as what the node does; null if a fault is of another kind, such as a
    /// defect.</summary>
    internal static string? CauseOf(Exception fault) => fault switch
    {
        NodeAbsentException => "is not there",
        SiloUnavailableException => "is not there",
        OrleansMessageRejectionException => "takes no messages",
        TimeoutException => "does not answer",
        Orleans.Runtime.Messaging.ConnectionFailedException => "cannot be reached",
        _ => null,
    };
}
