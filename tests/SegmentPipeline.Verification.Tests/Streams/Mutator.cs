namespace SegmentPipeline.Verification.Tests.Streams;

/// <summary>Damages streams in all ways that disks, networks and multiplexers know.</summary>
internal sealed class Mutator(Random random)
{
    /// <summary>Damages a file of packets of 188 bytes in one way.</summary>
    internal byte[] Mutate(byte[] file)
    {
        if (file.Length < 188 * 2) return file;
        var packet = random.Next(file.Length / 188) * 188;
        var place = random.Next(file.Length);
        switch (random.Next(19))
        {
            case 0: file[place] ^= (byte)(1 << random.Next(8)); break;
            case 1: file[place] = (byte)random.Next(256); break;
            case 2: file.AsSpan(place, Math.Min(random.Next(1, 2_000), file.Length - place)).Clear(); break;
            case 3: return [.. file[..place], .. file[Math.Min(file.Length, place + random.Next(1, 600))..]];
            case 4: return [.. file[..place], .. Bytes(random.Next(1, 600)), .. file[place..]];
            case 5: return [.. file[..(packet + 188)], .. file[packet..]];
            case 6: return [.. file[..packet], .. file[(packet + 188)..]];
            case 7: return file[..place];
            case 8: file[packet + 1] ^= 0x80; break;
            case 9: file[packet + 1] ^= 0x40; break;
            case 10: file[packet + random.Next(1, 3)] = (byte)random.Next(256); break;
            case 11: file[packet + 3] ^= (byte)random.Next(1, 256); break;
            case 12: file[packet] = (byte)random.Next(256); break;
            case 13: ChangeStamp(file); break;
            case 14: Announce(file, packet); break;
            case 15: Swap(file, packet); break;
            case 16: return [.. file, .. new byte[random.Next(3_900, 4_300)]];
            case 17: ShiftStamps(file, packet); break;
            default: file.AsSpan(packet, Math.Min(188 * random.Next(1, 5), file.Length - packet)).Fill((byte)random.Next(256)); break;
        }

        return file;
    }

    /// <summary>Makes a stamp of one picture another.</summary>
    private void ChangeStamp(byte[] file)
    {
        var places = StampPlaces(file).ToList();
        if (places.Count > 0) Shift(file, places[random.Next(places.Count)], random.NextInt64(-300_000, 300_000));
    }

    /// <summary>Moves all stamps from some packet on.</summary>
    private void ShiftStamps(byte[] file, int from)
    {
        var ticks = random.NextInt64(-200_000, 200_000);
        foreach (var place in StampPlaces(file).Where(place => place > from).ToList()) Shift(file, place, ticks);
    }

    private static void Shift(byte[] file, int place, long ticks)
    {
        var at = file.AsSpan(place, 5);
        var old = ((long)((at[0] >> 1) & 7) << 30) | ((long)at[1] << 22) | ((long)(at[2] >> 1) << 15)
            | ((long)at[3] << 7) | (long)(at[4] >> 1);
        PacketWriter.Stamp(at[0] >> 4, old + ticks).CopyTo(at);
    }

    private static IEnumerable<int> StampPlaces(byte[] file)
    {
        for (var place = 0; place + 20 < file.Length; place++)
        {
            if (file[place] != 0 || file[place + 1] != 0 || file[place + 2] != 1 || file[place + 3] is not (0xE0 or 0xC0)) continue;
            if (file[place + 7] >= 0x80) yield return place + 9;
            if (file[place + 7] >= 0xC0) yield return place + 14;
        }
    }

    /// <summary>Announces a discontinuity, where there is an adaptation field already; else makes a packet with nothing else.</summary>
    private static void Announce(byte[] file, int packet)
    {
        if ((file[packet + 3] & 0x20) == 0)
        {
            file[packet + 3] = (byte)((file[packet + 3] & 0xCF) | 0x20);
            file[packet + 4] = 183;
        }

        file[packet + 5] |= 0x80;
    }

    private static void Swap(byte[] file, int packet)
    {
        if (packet + 376 > file.Length) return;
        var first = file[packet..(packet + 188)];
        file.AsSpan(packet + 188, 188).CopyTo(file.AsSpan(packet));
        first.CopyTo(file, packet + 188);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
