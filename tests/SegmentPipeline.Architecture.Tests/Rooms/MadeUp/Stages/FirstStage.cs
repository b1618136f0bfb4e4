namespace SegmentPipeline.Architecture.Tests.Rooms.MadeUp;

internal sealed class FirstStage
{
    internal static Func<object> Next => () => new SecondStage();
}

internal sealed class SecondStage
{
    internal static SecondStage Again() => new();
}
