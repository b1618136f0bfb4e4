namespace SegmentPipeline.Architecture.Tests.Rooms.MadeUp;

internal static class LooksUp
{
    internal static IEnumerable<string> Names()
    {
        yield return new SecondStage().GetType().Name;
    }
}
