using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline.Architecture.Tests.Rooms.MadeUp;

internal static class LinksBlocks
{
    internal static void Link() => new BufferBlock<int>().LinkTo(DataflowBlock.NullTarget<int>());
}
