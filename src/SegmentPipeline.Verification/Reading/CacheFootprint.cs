using System.Numerics;

namespace SegmentPipeline;

/// <summary>Leaves the page cache as it was: what the reading of a file brought in goes again, and what was there before stays. Where the
/// file system does not tell what was there, all goes.</summary>
/// <remarks>The kernel is asked for a byte of each step before the step comes near, since it reads ahead. What is not there it is asked to
/// read while what comes before is judged. The first steps that are asked for later may have been read ahead:
/// they are as the one before.</remarks>
internal sealed class CacheFootprint(FileReader file)
{
    private const long StepBytes = 1024 * 1024;
    private const int StepsAhead = 16;

    private uint _hot;
    private long _asked;
    private long _done;

    /// <summary>Before bytes are read.</summary>
    /// <param name="offset">Where they begin; all before them has been read.</param>
    internal void BeforeRead(long offset)
    {
        LetGoUpTo(offset / StepBytes);
        if (offset / StepBytes < _asked) return;
        var from = _asked;
        var mayBeHot = from == 0 || IsHot(from - 1);
        for (_hot = 0; _asked * StepBytes < file.SizeBytes;)
        {
            var step = (int)(_asked % StepsAhead);
            var middle = (_asked * StepBytes + Math.Min((_asked + 1) * StepBytes, file.SizeBytes)) / 2;
            var isInMemory = file.IsInMemory(middle) == true;
            if (isInMemory && mayBeHot) _hot |= 1u << step;
            mayBeHot |= !isInMemory;
            _asked++;
            if (step == StepsAhead - 1) break;
        }

        if (BitOperations.PopCount(_hot) < _asked - from) file.Prepare(from * StepBytes, (_asked - from) * StepBytes);
    }

    /// <summary>After the last byte.</summary>
    internal void Finish()
    {
        LetGoUpTo(file.SizeBytes / StepBytes);
        if (_done * StepBytes < file.SizeBytes && !IsHot(_done)) file.LetGo(_done * StepBytes, 0);
    }

    private bool IsHot(long step) => (_hot & (1u << (int)(step % StepsAhead))) != 0;

    /// <summary>Lets whole steps go, those that lie together at once.</summary>
    private void LetGoUpTo(long end)
    {
        while (_done < end)
        {
            var from = _done;
            var isHot = IsHot(from);
            while (_done < end && IsHot(_done) == isHot) _done++;
            if (!isHot) file.LetGo(from * StepBytes, (_done - from) * StepBytes);
        }
    }
}
