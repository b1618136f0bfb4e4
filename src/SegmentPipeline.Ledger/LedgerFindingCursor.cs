using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>A place in the order of findings: kind by kind, the open ones first, each by start. Reading from it costs the same wherever it
/// is.</summary>
public readonly record struct LedgerFindingCursor
{
    /// <summary>The type of the finding that stands there.</summary>
    public required LedgerFindingKind Kind { get; init; }

    /// <summary>Its state.</summary>
    public required LedgerFindingState State { get; init; }

    /// <summary>Its start; the beginning of 1970 for one without a range.</summary>
    public required Timestamp Start { get; init; }

    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="cursor">The place; worth nothing if the text is none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out LedgerFindingCursor cursor)
    {
        cursor = default;
        if (text?.Split('.') is not [var kind, var state, var start, var id]) return false;
        if (
            !Number(kind, out var kindNumber)
            || !Number(state, out var stateNumber)
            || !Number(start, out var startNumber)
            || !Number(id, out var idNumber))
            return false;
        var place = new LedgerFindingCursor
        {
            Kind = (LedgerFindingKind)kindNumber,
            State = (LedgerFindingState)stateNumber,
            Start = new Timestamp(startNumber),
            Id = idNumber,
        };
        if (!Enum.IsDefined(place.Kind) || !Enum.IsDefined(place.State)) return false;
        cursor = place;
        return true;
    }

    /// <summary>The place as text, for addresses: four numbers with dots between.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)Kind}.{(int)State}.{Start.UnixMicroseconds}.{Id}");

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
