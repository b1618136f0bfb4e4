namespace SegmentPipeline.Playback.Tests.Media;

/// <summary>Pictures that carry their number: sixteen bars, one for each bit, white or black. No codec at a sane rate blurs a bar into
/// another one.</summary>
internal static class FrameNumbers
{
    private const int Bits = 16;
    private const int BarWidth = 16;
    private const int Width = Bits * BarWidth;
    private const int Height = 32;

    /// <summary>What ffmpeg's <c>lavfi</c> is to draw.</summary>
    /// <param name="rate">Pictures a second, as ffmpeg has it.</param>
    internal static string Source(string rate) =>
        $"nullsrc=size={Width}x{Height}:rate={rate},geq=lum='if(mod(floor(N/pow(2,floor(X/{BarWidth}))),2),235,16)':cb=128:cr=128";

    /// <summary>The numbers of the pictures that a player shows, in their order.</summary>
    internal static async Task<List<int>> ReadAsync(string file)
    {
        var raw = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.gray");
        try
        {
            await Tool.RunAsync(
                "ffmpeg",
                "-v",
                "fatal",
                "-y",
                "-i",
                $"file:{file}",
                "-map",
                "0:v:0",
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "gray",
                raw);
            return [.. (await File.ReadAllBytesAsync(raw)).Chunk(Width * Height).Select(NumberOf)];
        }
        finally
        {
            File.Delete(raw);
        }
    }

    private static int NumberOf(byte[] picture)
    {
        var row = picture.AsSpan(Height / 2 * Width, Width);
        var number = 0;
        for (var bit = 0; bit < Bits; bit++)
        {
            if (row[(bit * BarWidth) + (BarWidth / 2)] > 125) number |= 1 << bit;
        }

        return number;
    }
}
