using System.Security.Cryptography;

namespace SegmentPipeline;

/// <summary>What was read of one file. Used again for the next.</summary>
/// <param name="transport">Reads its structure.</param>
internal sealed class FileContent(TransportReader transport)
{
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    /// <summary>What its structure was found to be.</summary>
    internal TransportReader Transport => transport;

    /// <summary>What the name promises; null if there is none.</summary>
    internal SegmentName? Name { get; private set; }

    /// <summary>How far was looked.</summary>
    internal VerificationLevel Level { get; private set; }

    /// <summary>How long the content is: what was read, or what was left out and the size says.</summary>
    internal long SizeBytes { get; set; }

    /// <summary>The byte from which on all are zero, as far as they were read.</summary>
    internal long ZerosFrom { get; private set; }

    /// <summary>Whether bytes were left out.</summary>
    internal bool HasLeftOut { get; private set; }

    /// <summary>Whether media starts before bytes were left out.</summary>
    internal bool HasEarlyMedia { get; private set; }

    /// <summary>Whether the hash is to be computed: the name promises one, and all is read.</summary>
    internal bool WantsHash => Level == VerificationLevel.Full && Name is { Kind: not SegmentKind.Temporary };

    /// <summary>Whether the hash was computed, and the name promises one.</summary>
    internal bool HasHash { get; private set; }

    /// <summary>The hash, if it was computed.</summary>
    internal ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Begins with another file.</summary>
    internal void Start(SegmentName? name, VerificationLevel level)
    {
        (Name, Level, SizeBytes, ZerosFrom) = (name, level, 0, 0);
        HasLeftOut = HasEarlyMedia = HasHash = false;
        transport.Start();
    }

    /// <summary>Notes where zeros begin.</summary>
    /// <param name="bytes">A piece.</param>
    /// <param name="place">Where in the file it begins.</param>
    internal void NoteZeros(ReadOnlySpan<byte> bytes, long place)
    {
        var last = bytes.LastIndexOfAnyExcept((byte)0);
        if (last >= 0) ZerosFrom = place + last + 1;
    }

    /// <summary>Leaves bytes out.</summary>
    /// <param name="nextByte">Where in the file the next piece begins.</param>
    internal void LeaveOut(long nextByte)
    {
        HasLeftOut = true;
        HasEarlyMedia = transport.Tracks.HasStart;
        ZerosFrom = nextByte;
        transport.LeaveOut(nextByte);
    }

    /// <summary>Takes the hash of all that was read.</summary>
    internal void TakeHash(IncrementalHash hash)
    {
        hash.GetHashAndReset(_hash);
        HasHash = true;
    }
}
