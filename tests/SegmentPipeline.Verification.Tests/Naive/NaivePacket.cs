namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>A packet, taken apart bit by bit.</summary>
internal sealed record NaivePacket(byte[] Bytes, long Number)
{
    internal bool HasError => (Bytes[1] & 0x80) != 0;

    internal bool IsStart => (Bytes[1] & 0x40) != 0;

    internal int Pid => ((Bytes[1] & 0x1F) << 8) | Bytes[2];

    internal bool IsScrambled => (Bytes[3] & 0xC0) != 0;

    internal bool HasAdaptation => (Bytes[3] & 0x20) != 0;

    internal bool HasPayload => (Bytes[3] & 0x10) != 0;

    internal int Counter => Bytes[3] & 0x0F;

    internal bool IsDiscontinuous => HasAdaptation && Bytes[4] > 0 && (Bytes[5] & 0x80) != 0;

    internal byte[] Payload => !HasPayload ? [] : HasAdaptation ? [.. Bytes.Skip(5 + Bytes[4])] : [.. Bytes.Skip(4)];

    private bool HasClock => HasAdaptation && Bytes[4] >= 7 && (Bytes[5] & 0x10) != 0;

    internal bool Repeats(NaivePacket? other) => other is not null
        && Enumerable.Range(0, 188).All(place => (HasClock && place is >= 6 and < 12) || Bytes[place] == other.Bytes[place]);
}
