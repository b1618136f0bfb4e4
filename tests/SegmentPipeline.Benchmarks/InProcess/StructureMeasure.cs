using System.Diagnostics;
using System.Globalization;

namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Measures how fast the structure of transport streams is read, without disk and hash.</summary>
internal static class StructureMeasure
{
    private const int Rounds = 15;
    private const int BufferBytes = 1 << 20;
    private const int MostFiles = 24;
    private const int PacketBytes = 188;

    internal static void Run(string root)
    {
        byte[][] files = [.. Directory.EnumerateFiles(root, "*.ts", SearchOption.AllDirectories).Take(MostFiles).Select(File.ReadAllBytes)];
        Console.WriteLine("Structure alone, in one process with the installed runtime, one core, medians of " + Rounds + " rounds:");
        Console.WriteLine();
        Console.WriteLine("| packets | GB/s |");
        Console.WriteLine("|---|---|");
        Print("stuffing, for the most part", files);
        foreach (var file in files) TurnIntoPayload(file);
        Print("payload of pictures, for the most part", files);
    }

    private static void Print(string what, byte[][] files)
    {
        var reader = new TransportReader();
        var bytes = files.Sum(file => (long)file.Length);
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            foreach (var file in files) Read(reader, file);
            rates.Add(bytes / Stopwatch.GetElapsedTime(began).TotalSeconds / 1e9);
        }

        var rate = rates.Skip(1).Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {rate:0.0} |"));
    }

    /// <summary>As a verification does: through a buffer, of which what is left over comes again.</summary>
    private static void Read(TransportReader reader, byte[] file)
    {
        reader.Start();
        var at = 0;
        while (file.Length - at > BufferBytes) at += reader.Read(file.AsSpan(at, BufferBytes));
        reader.Finish(file.AsSpan(at));
    }

    /// <summary>Gives packets of stuffing to the pictures, with the counters that they then have.</summary>
    private static void TurnIntoPayload(byte[] file)
    {
        const int FirstPicture = 2, PidOfPictures = 1, CounterMask = 0x0F;
        var counter = 0;
        for (var at = FirstPicture * PacketBytes; at < file.Length; at += PacketBytes)
        {
            if ((file[at + 1] & 0x1F) != PidOfPictures || file[at + 2] != 0) (file[at + 1], file[at + 2]) = (PidOfPictures, 0);
            file[at + 3] = (byte)(file[at + 3] & ~CounterMask | counter++ & CounterMask);
        }
    }
}
