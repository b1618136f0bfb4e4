namespace SegmentPipeline.Verification.Tests.Naive;

/// <summary>The packets of a file, found in the obvious way.</summary>
internal sealed class NaiveStream
{
    private readonly byte[] _file;

    internal NaiveStream(byte[] file)
    {
        _file = file;
        Find();
        if (Size > 0) Cut();
    }

    /// <summary>Where the first packet begins.</summary>
    internal int First { get; private set; }

    /// <summary>How far packets are apart; 0 if this is no transport stream.</summary>
    internal int Size { get; private set; }

    /// <summary>Where each packet begins that begins with the sync byte.</summary>
    internal List<int> Places { get; } = [];

    /// <summary>Where the synchronisation was lost.</summary>
    internal List<int> Losses { get; } = [];

    /// <summary>Where it was found the last time.</summary>
    internal int LastFound { get; private set; }

    /// <summary>How many bytes stand behind the last whole packet.</summary>
    internal int BytesOver
    {
        get
        {
            var rest = (_file.Length - LastFound) % Size;
            return Size == 192 && rest >= 188 ? rest - 188 : rest;
        }
    }

    internal long NumberOf(int place) => (long)Math.Round((place - First) / (double)Size, MidpointRounding.AwayFromZero);

    internal byte[] PacketAt(int place) => _file[place..(place + 188)];

    private bool Stands(int place, int size) =>
        Enumerable.Range(0, 5).All(time => place + time * size < _file.Length && _file[place + time * size] == 0x47);

    private void Find()
    {
        var usual = new[] { (0, 188), (4, 192) };
        var all = usual.Concat(Enumerable.Range(0, 204).SelectMany(offset => new[] { (offset, 188), (offset, 192), (offset, 204) }));
        (First, Size) = all.FirstOrDefault(one => Stands(one.Item1, one.Item2));
    }

    private void Cut()
    {
        LastFound = First;
        for (var place = First; place + 188 <= _file.Length; place += Size)
        {
            if (_file[place] == 0x47)
            {
                Places.Add(place);
                continue;
            }

            if (place + Size >= _file.Length || _file[place + Size] == 0x47) continue;
            Losses.Add(place);
            if (FindAgain(place + 1) is not { } found) return;
            LastFound = found;
            place = found - Size;
        }
    }

    private int? FindAgain(int from)
    {
        for (var place = from; place < _file.Length; place++)
        {
            if (!Stands(place, Size)) continue;
            var aligned = Enumerable.Range(place, Size).First(one => (one - LastFound) % Size == 0);
            return Stands(aligned, Size) ? aligned : place;
        }

        return null;
    }
}
