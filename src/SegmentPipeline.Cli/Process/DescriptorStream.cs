using System.Runtime.InteropServices;

namespace SegmentPipeline.Cli;

/// <summary>Writes to a descriptor as it is: at the offset that the shell's other commands share, and with every error told, also the one
/// that says nobody reads any more. A console's own stream swallows that error, and a file's own stream does not move that
/// offset.</summary>
internal sealed unsafe class DescriptorStream(int descriptor) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            for (var done = 0; done < buffer.Length;)
            {
                var written = LibC.Write(descriptor, bytes + done, buffer.Length - done);
                if (written >= 0) done += (int)written;
                else Heed(Marshal.GetLastPInvokeError());
            }
        }
    }

    private void Heed(int error)
    {
        if (error == LibC.WouldBlock) LibC.WaitUntilWritable(descriptor);
        else if (error != LibC.Interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }
}
