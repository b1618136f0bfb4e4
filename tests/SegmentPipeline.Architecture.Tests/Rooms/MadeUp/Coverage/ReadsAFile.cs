namespace SegmentPipeline.Architecture.Tests.Rooms.MadeUp;

internal static class ReadsAFile
{
    internal static async Task<int> LengthAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(path).ConfigureAwait(false);
        return lines.Length;
    }
}
