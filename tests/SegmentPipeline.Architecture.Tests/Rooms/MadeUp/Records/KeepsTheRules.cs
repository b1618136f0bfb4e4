namespace SegmentPipeline.Architecture.Tests.Rooms.MadeUp;

internal static class KeepsTheRules
{
    internal static Func<object, long> Reads => value => ((IMoment)value).Microseconds;
}
