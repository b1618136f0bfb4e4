namespace SegmentPipeline.Synthesis;

/// <summary>Creates files by way of <see cref="File"/>. Names that are not UTF-8 are created as they are shown.</summary>
internal sealed class PortableFileCreator : IFileCreator
{
    public void CreateDirectory(DirectoryPath path) => Directory.CreateDirectory(path.ToString());

    public int CreateFiles(DirectoryPath directory, IEnumerable<PlannedFile> files)
    {
        var count = 0;
        foreach (var file in files)
        {
            using var handle = File.OpenHandle(Path.Combine(directory.ToString(), file.Text), FileMode.CreateNew, FileAccess.Write);
            if (file.SizeBytes > 0) Fill(handle, file);
            count++;
        }

        return count;
    }

    private static void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle handle, PlannedFile file)
    {
        if (file.ContentSeed is null && file.Content.IsEmpty)
        {
            RandomAccess.SetLength(handle, file.SizeBytes);
            return;
        }

        var offset = 0L;
        file.Draw(chunk =>
        {
            RandomAccess.Write(handle, chunk, offset);
            offset += chunk.Length;
        });
    }
}
