using System.Globalization;
using Bogus;

namespace SegmentPipeline.Testing;

/// <summary>Names of entries of an hour: right ones in all their spellings, and wrong ones of every sort.</summary>
internal sealed class NameFaker(Faker faker, bool anyBytes)
{
    private static readonly string[] BadTimes =
    [
        "60:00",
        "00:60",
        "0:00",
        "00:0",
        "00-00",
        "00:00.",
        "00:00.1234567",
        "00:00,5",
        "+0:00",
        "00:00:00",
        " 00:00",
        "00:00 ",
        "",
        "٠٠:00",
        "00:00.5Z",
    ];

    private static readonly string[] BadDurations =
    [
        "inf",
        "nan",
        "1e12",
        "1e3",
        "-1.0",
        "+1.0",
        ".5",
        "2.",
        "",
        "3600.000001",
        "3600.0000006",
        "3601",
        "99999999999999999999999",
        "2,0",
        "2.0.0",
        "0x2",
        " 2.0",
    ];

    private static readonly string[] BadTypes = ["Full", "FULL", "ful", "fully", "", "temporary", "complete", "full "];

    /// <summary>Seconds that round half-even to a microsecond in every way there is.</summary>
    private static readonly string[] RoundedDurations =
    [
        "1.0000005",
        "1.0000015",
        "1.00000050000001",
        "0.9999994999",
        "0.0000005",
        "0.00000051",
        "3600.0000005",
        "3599.9999995",
        "00002.5",
        "2",
        "0",
    ];

    /// <summary>Now and then the hash of nothing, as its 32 bytes are written or nearly so.</summary>
    internal string Hash() => faker.Random.Bool(0.04f)
        ? "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuF" + faker.Random.ArrayElement(["U", "U", "U", "V", "T"])
        : AnyHash();

    private string AnyHash() => faker.Random.String2(43, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>A right name; <paramref name="hash"/> may be any text for a temporary one.</summary>
    internal static string Segment(string time, string duration, string type, string hash) => $"{time}-{duration}-{type}-{hash}.ts";

    /// <summary>A start within the hour, in one of the spellings it has.</summary>
    internal string Time(long microseconds)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{microseconds / 60_000_000:D2}:{microseconds / 1_000_000 % 60:D2}");
        var fraction = (microseconds % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var fewest = fraction.TrimEnd('0').Length;
        if (fewest == 0 && faker.Random.Bool(0.3f)) return text;
        return $"{text}.{fraction[..faker.Random.Int(Math.Max(1, fewest), 6)]}";
    }

    /// <summary>A duration, in one of the spellings it has.</summary>
    internal string Duration(long microseconds)
    {
        var seconds = (microseconds / 1_000_000).ToString(CultureInfo.InvariantCulture);
        var fraction = (microseconds % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var fewest = fraction.TrimEnd('0').Length;
        if (fewest == 0 && faker.Random.Bool(0.2f)) return seconds;
        return $"{seconds}.{(fraction + "00")[..faker.Random.Int(Math.Max(1, fewest), 8)]}";
    }

    /// <summary>A duration of more digits than microseconds have.</summary>
    internal string RoundedDuration() => faker.Random.ArrayElement(RoundedDurations);

    /// <summary>A <c>.ts</c> name that breaks the grammar.</summary>
    internal string Bad()
    {
        var time = Time(faker.Random.Long(0, 3_599_999_999));
        var wrong = faker.Random.Int(0, 8) switch
        {
            0 => $"{faker.Random.ArrayElement(BadTimes)}-2.0-full-{Hash()}",
            1 => $"{time}-{faker.Random.ArrayElement(BadDurations)}-full-{Hash()}",
            2 => $"{time}-2.0-{faker.Random.ArrayElement(BadTypes)}-{Hash()}",
            3 => $"{time}-2.0-full-{Hash()[..42]}",
            4 => $"{time}-2.0-suspect-{Hash()}A",
            5 => $"{time}-2.0-partial-{Hash()[..42]}{faker.Random.ArrayElement(["=", "+", "é", ".", " "])}",
            6 => faker.Random.ArrayElement([
                time,
                $"{time}-2.0",
                $"{time}-2.0-full",
                $"{time}-",
                $"{time}-2.0-",
                $"{time}-2.0-full-",
                $"{time}-2.0-temp",
                "-",
                "---",
            ]),
            7 => faker.Random.ArrayElement([" ", "x", "\n", "\u001b[2J", "ünïcode", "00:00.1-inf-nan-1e12"]),
            _ =>
                $"{faker.Random.ArrayElement(BadTimes)}-{faker.Random.ArrayElement(BadDurations)}-{faker.Random.ArrayElement(BadTypes)}-short",
        };
        var bytes = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(wrong));
        if (anyBytes && faker.Random.Bool(0.15f)) bytes += faker.Random.ArrayElement(["\u00ff", "\u00c3", "\u00e2\u0082", "\u0080\u00fe"]);
        return bytes + ".ts";
    }

    internal string Foreign() => faker.Random.ArrayElement(
    [
        $"{faker.Random.Int(0, 59):D2}:00-{faker.Random.Hexadecimal(4, "")}.json",
        faker.System.FileName("txt"),
        $"00:00-2.0-full-{Hash()}.TS",
        $"00:00-2.0-full-{Hash()}.ts.part",
        $"00:00-2.0-full-{Hash()}",
        "ts",
        "tombstone",
        "README.tombstone.txt",
    ]);

    internal string Hidden() => faker.Random.ArrayElement(
        [".ts", ".tombstone", "..ts", $".00:00-2.0-full-{Hash()}.ts", $".00:00-2.0-full-{Hash()}.tombstone", ".nfs0001"]);
}
