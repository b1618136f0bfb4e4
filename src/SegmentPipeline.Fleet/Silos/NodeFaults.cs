namespace SegmentPipeline.Fleet;

/// <summary>What can come instead of a node's answer, and means one thing: nobody knows.</summary>
internal static class NodeFaults
{
    private const string Storage = "Npgsql";

    /// <summary>What went wrong, in one line. What a database says does not travel from silo to silo as it is.</summary>
    internal static string Describe(Exception fault)
    {
        if (IsOfStorage(fault)) return "the database of the fleet does not answer";
        var message = fault.Message.AsSpan().Trim();
        var end = message.IndexOf('\n');
        return VisibleText.MakeVisible((end < 0 ? message : message[..end]).Trim().ToString());
    }

    /// <summary>Whether the database has failed. Its exception comes as it is, or inside of one of Orleans, or, from another silo, as one
    /// that says that it cannot travel; all of them name the client.</summary>
    internal static bool IsOfStorage(Exception fault) => fault.ToString().Contains(Storage, StringComparison.Ordinal);

    /// <summary>Whether a silo has failed, and not the database. That one may stay away for long; a silo is soon missed by the
    /// others.</summary>
    internal static bool IsOfASilo(Exception fault) => CauseOf(fault) is not null && !IsOfStorage(fault);

    /// <summary>Whether a question may have an answer when it is asked again.</summary>
    internal static bool IsPassing(Exception fault) =>
        fault is FleetUnavailableException || CauseOf(fault) is not null || IsOfStorage(fault);

    /// <summary>Why nobody knows what a node would say, as what the node does; null if a fault is of another kind, such as a
    /// defect.</summary>
    /// <remarks>A call is never cancelled by whoever makes it. It is by Orleans, when it has found no silo for the grain in time: those
    /// that know of the others are busy, or one of them is cut off.</remarks>
    internal static string? CauseOf(Exception fault) => fault switch
    {
        NodeAbsentException => "is not there",
        SiloUnavailableException => "is not there",
        OrleansMessageRejectionException => "takes no messages",
        TimeoutException or OperationCanceledException => "does not answer",
        Orleans.Runtime.Messaging.ConnectionFailedException => "cannot be reached",
        OrleansException => "cannot be asked",
        _ => null,
    };
}
