namespace SegmentPipeline;

/// <summary>What is wrong with the first broken part of a segment's name.</summary>
internal enum NameFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The name is longer than file systems of POSIX allow.</summary>
    NameTooLong,

    /// <summary>TIME is not <c>MM:SS</c> or <c>MM:SS.f</c> with one to six digits.</summary>
    TimeMalformed,

    /// <summary>A minute or second above 59.</summary>
    TimeOutOfRange,

    /// <summary>There is nothing after TIME.</summary>
    DurationAbsent,

    /// <summary>DURATION is not digits, optionally followed by a dot and digits.</summary>
    DurationMalformed,

    /// <summary>DURATION is above 3,600 seconds.</summary>
    DurationTooLong,

    /// <summary>There is nothing after DURATION.</summary>
    TypeAbsent,

    /// <summary>TYPE is none of the four.</summary>
    TypeUnknown,

    /// <summary>There is nothing after TYPE.</summary>
    HashAbsent,

    /// <summary>HASH is not 43 characters long.</summary>
    HashLength,

    /// <summary>HASH has a character outside URL-safe base64.</summary>
    HashMalformed,
}
