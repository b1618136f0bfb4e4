namespace SegmentPipeline.Expectations;

/// <summary>What is expected cannot be said: a file cannot be read, or is not what it should be. An audit that asks for it fails.</summary>
public sealed class ExpectationException : AuditFailedException
{
    /// <summary>One with nothing wrong.</summary>
    public ExpectationException()
        : base("what is expected cannot be said")
    {
        Faults = [];
    }

    /// <summary>One with one thing wrong.</summary>
    /// <param name="message">What is wrong.</param>
    public ExpectationException(string message)
        : base(message)
    {
        Faults = [message];
    }

    /// <summary>One with one thing wrong.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Why.</param>
    public ExpectationException(string message, Exception innerException)
        : base(message, innerException)
    {
        Faults = [message];
    }

    internal ExpectationException(IReadOnlyList<string> faults)
        : base(string.Join("; ", faults))
    {
        Faults = faults;
    }

    /// <summary>All that is wrong, a sentence each, with the file before it.</summary>
    public IReadOnlyList<string> Faults { get; }
}
