namespace SegmentPipeline.Profiling;

/// <summary>A frame: a method by its type and name without parameters, and the assembly it is in, empty if it is in none.</summary>
internal readonly record struct Frame(string Name, string Assembly);

/// <summary>A thread that was met in the same stack several times in a row.</summary>
/// <param name="Stack">Of <see cref="StackTree"/>.</param>
/// <param name="Samples">How often.</param>
/// <param name="Milliseconds">From the first of them to the next stack.</param>
internal readonly record struct StackRun(int Stack, int Samples, double Milliseconds);

/// <summary>What a thread did, in the order of time.</summary>
internal sealed record ThreadProfile(string Name, double StartMilliseconds, IReadOnlyList<StackRun> Runs);

/// <summary>What all threads did.</summary>
internal sealed record SampledProfile(StackTree Stacks, IReadOnlyList<ThreadProfile> Threads, ProfileSummary Summary);
