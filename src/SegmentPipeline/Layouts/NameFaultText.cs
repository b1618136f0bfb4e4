namespace SegmentPipeline;

/// <summary>The sentence for each <see cref="NameFault"/>.</summary>
internal static class NameFaultText
{
    internal static string Describe(NameFault fault) => fault switch
    {
        NameFault.NameTooLong => "name: is longer than 255 bytes",
        NameFault.TimeMalformed => "time: is not MM:SS or MM:SS.f with one to six fraction digits",
        NameFault.TimeOutOfRange => "time: has a minute or second above 59",
        NameFault.DurationAbsent => "duration: is absent",
        NameFault.DurationMalformed => "duration: is not digits, optionally with a dot and digits",
        NameFault.DurationTooLong => "duration: is above 3600 seconds",
        NameFault.TypeAbsent => "type: is absent",
        NameFault.TypeUnknown => "type: is none of full, suspect, partial, temp",
        NameFault.HashAbsent => "hash: is absent",
        NameFault.HashLength => "hash: is not 43 characters long",
        NameFault.HashMalformed => "hash: has a character that is not of URL-safe base64",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no fault to describe"),
    };
}
