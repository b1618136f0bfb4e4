namespace SegmentPipeline.Cli;

/// <summary>The host cannot start or stop as it should.</summary>
internal sealed class ServeException(string message, Exception? cause) : Exception(message, cause);
