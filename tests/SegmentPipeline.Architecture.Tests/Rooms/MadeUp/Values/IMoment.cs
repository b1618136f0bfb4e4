namespace SegmentPipeline.Architecture.Tests.Rooms.MadeUp;

internal interface IMoment
{
    long Microseconds { get; }
}

internal enum Grade
{
    Good,
}
