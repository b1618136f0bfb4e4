namespace SegmentPipeline.Ledger;

/// <summary>Why a ledger cannot be used.</summary>
public enum LedgerFault
{
    /// <summary>Another process writes to it; the message says which, and since when.</summary>
    Held,

    /// <summary>It belongs to another archive.</summary>
    OtherArchive,

    /// <summary>A newer version of the program wrote it.</summary>
    NewerSchema,

    /// <summary>It is damaged, or no ledger at all.</summary>
    Corrupt,

    /// <summary>It cannot be read or written: no permission, no space, no such directory, deleted meanwhile.</summary>
    Unusable,
}

/// <summary>A ledger cannot be used. The message is one line that says which file, why, and what to do; the file is as it was.</summary>
public sealed class LedgerException : AuditFailedException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="message">Which file, why, and what to do.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public LedgerException(LedgerFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Why the ledger cannot be used.</summary>
    public LedgerFault Fault { get; }
}
