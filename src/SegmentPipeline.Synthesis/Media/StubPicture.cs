namespace SegmentPipeline.Synthesis;

/// <summary>A picture of MPEG-2 video that any player decodes: 16 by 16 pixels of grey, needing no other picture.</summary>
/// <remarks>Source: ISO/IEC 13818-2 §6.2.</remarks>
internal static class StubPicture
{
    private const byte Sequence = 0xB3, Extension = 0xB5, Group = 0xB8, Picture = 0x00, FirstSlice = 0x01;

    /// <summary>The bytes of the picture, the same for each.</summary>
    internal static ReadOnlyMemory<byte> Bytes { get; } = Make();

    private static byte[] Make()
    {
        Span<byte> room = stackalloc byte[128];
        var bits = new BitWriter(room);
        WriteSequence(ref bits);
        WritePictureHeader(ref bits);
        WriteSlice(ref bits);
        return room[..bits.Length].ToArray();
    }

    private static void WriteSequence(ref BitWriter bits)
    {
        bits.WriteStartCode(Sequence);
        bits.Write(12, 16); // width
        bits.Write(12, 16); // height
        bits.Write(4, 1); // square pixels
        bits.Write(4, 5); // 30 pictures a second, of which each lasts for three
        bits.Write(18, 1_000); // 400 kbit/s
        bits.Write(1, 1); // marker
        bits.Write(10, 20); // decoder's buffer
        bits.Write(3, 0); // constrained, two matrices that are not there
        bits.WriteStartCode(Extension);
        bits.Write(4, 1); // sequence extension
        bits.Write(8, 0x48); // main profile, main level
        bits.Write(1, 1); // progressive
        bits.Write(2, 1); // 4:2:0
        bits.Write(16, 0); // higher bits of width, height and rate
        bits.Write(1, 1); // marker
        bits.Write(8, 0); // higher bits of the buffer
        bits.Write(1, 1); // no pictures out of order
        bits.Write(2, 0); // once 30 pictures…
        bits.Write(5, 2); // …in three seconds
        bits.WriteStartCode(Group);
        bits.Write(12, 0); // hours and minutes
        bits.Write(1, 1); // marker
        bits.Write(12, 0); // seconds and pictures
        bits.Write(2, 0b10); // closed, not broken
    }

    private static void WritePictureHeader(ref BitWriter bits)
    {
        bits.WriteStartCode(Picture);
        bits.Write(10, 0); // the first of its group
        bits.Write(3, 1); // intra
        bits.Write(16, 0xFFFF); // variable rate
        bits.Write(1, 0); // nothing extra
        bits.WriteStartCode(Extension);
        bits.Write(4, 8); // picture coding extension
        bits.Write(16, 0xFFFF); // no motion
        bits.Write(2, 0); // eight bits of DC
        bits.Write(2, 3); // a frame
        bits.Write(2, 0b01); // frame prediction only
        bits.Write(5, 0); // no concealment, linear quantiser, first table, zigzag, no repetition
        bits.Write(2, 0b11); // progressive
        bits.Write(1, 0); // nothing composite
    }

    private static void WriteSlice(ref BitWriter bits)
    {
        bits.WriteStartCode(FirstSlice);
        bits.Write(5, 1); // quantiser
        bits.Write(1, 0); // nothing extra
        bits.Write(2, 0b11); // the next macroblock, intra
        for (var luminance = 0; luminance < 4; luminance++) bits.Write(5, 0b100_10); // no difference, end of block
        for (var chrominance = 0; chrominance < 2; chrominance++) bits.Write(4, 0b00_10);
    }
}
