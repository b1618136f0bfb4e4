using System.Runtime.InteropServices;
using static SegmentPipeline.LibC;

namespace SegmentPipeline;

/// <summary>Asks for the sizes of several files of one directory, by name from the open directory, so that its path is walked
/// once.</summary>
internal static unsafe class LinuxSizes
{
    private const int NameBytes = 256;

    internal static void Ask(DirectoryPath directory, NameList names, Span<SizeQuestion> questions)
    {
        int descriptor;
        fixed (byte* path = directory.Terminated)
        {
            do descriptor = Open(path, OpenDirectoryFlags);
            while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        }

        if (descriptor < 0)
        {
            var outcome = LinuxDirectoryReader.Failure();
            foreach (ref var question in questions) question.Outcome = outcome;
            return;
        }

        foreach (ref var question in questions) Ask(descriptor, names.NameAt(question.NameOffset, question.NameLength), ref question);
        _ = Close(descriptor);
    }

    private static void Ask(int directory, ReadOnlySpan<byte> name, ref SizeQuestion question)
    {
        StatResult result;
        var terminated = stackalloc byte[NameBytes];
        name.CopyTo(new Span<byte>(terminated, NameBytes));
        terminated[name.Length] = 0;
        if (Stat(directory, terminated, 0, StatSize | StatModified | StatChanged, &result) != 0)
        {
            question.Outcome = LinuxDirectoryReader.Failure();
            return;
        }

        question.Outcome = ReadOutcome.Done;
        question.SizeBytes = (long)result.SizeBytes;
        question.ChangedSeconds = Math.Max(result.ModifiedSeconds, result.ChangedSeconds);
    }
}
