namespace SegmentPipeline.Expectations;

/// <summary>What is expected cannot be said: a file cannot be read, or is not what it should be.</summary>
public sealed class ExpectationException : Exception
{
    /// <summary>One with nothing wrong.</summary>
    public ExpectationException()
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
