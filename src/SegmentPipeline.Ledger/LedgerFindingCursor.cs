using System.Globalization;

namespace SegmentPipeline.Ledger;

/// <summary>A place in the order of findings: kind by kind, the open ones first, each by start. Reading from it costs the same wherever it
/// is.</summary>
/// <param name="Kind">The type of the finding that stands there.</param>
/// <param name="State">Its state.</param>
/// <param name="Start">Its start; the beginning of 1970 for one without a range.</param>
/// <param name="Id">Its number.</param>
public readonly record struct LedgerFindingCursor(LedgerFindingKind Kind, LedgerFindingState State, Timestamp Start, long Id)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="cursor">The place; worth nothing if the text is none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out LedgerFindingCursor cursor)
    {
        cursor = default;
        if (text?.Split('.') is not [var kind, var state, var start, var id]) return false;
        if (!Number(kind, out var kindNumber) || !Number(state, out var stateNumber) || !Number(start, out var startNumber) || !Number(id, out var idNumber)) return false;
        var place = new LedgerFindingCursor((LedgerFindingKind)kindNumber, (LedgerFindingState)stateNumber, new Timestamp(startNumber), idNumber);
        if (!Enum.IsDefined(place.Kind) || !Enum.IsDefined(place.State)) return false;
        cursor = place;
        return true;
    }

    /// <summary>The place as text, for addresses: four numbers with dots between.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Kind}.{(int)State}.{Start.UnixMicroseconds}.{Id}");

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
