namespace SegmentPipeline.Hosting;

/// <summary>Something wrong with a configuration.</summary>
/// <param name="Key">The key, without its section, as it stands in the configuration: <c>tolerance</c>, <c>exclude:0</c>.</param>
/// <param name="Message">What is wrong with its value, and what to write instead.</param>
public sealed record PipelineFault(string Key, string Message)
{
    /// <summary><c>KEY: MESSAGE</c>.</summary>
    public override string ToString() => $"{Key}: {Message}";
}
