using System.Globalization;
using BenchmarkDotNet.Running;
using SegmentPipeline.Benchmarks;
using SegmentPipeline.Benchmarks.InProcess;
using SegmentPipeline.Benchmarks.Site;

// Measures that need a process of their own, or whatever BenchmarkDotNet understands. Each prints a table in Markdown.
switch (args)
{
    case ["selection", var root, var hours]:
        await SelectionMeasure.RunAsync(root, int.Parse(hours, CultureInfo.InvariantCulture));
        break;
    case ["cached", var root, var hours]:
        await SelectionMeasure.RunCachedAsync(root, int.Parse(hours, CultureInfo.InvariantCulture));
        break;
    case ["host", var root]:
        await HostMeasure.RunAsync(root);
        break;
    case ["memory", var root]:
        await MemoryMeasure.RunAsync(root);
        break;
    case ["structure", var root]:
        StructureMeasure.Run(root);
        break;
    case ["coverage", var url]:
        await CoverageMeasure.RunAsync(url);
        break;
    case ["site", var url, var chromium]:
        await SiteMeasure.RunAsync(url, chromium);
        break;
    case ["profiler", var seconds]:
        await ProfilerBenchmark.RunAsync(int.Parse(seconds, CultureInfo.InvariantCulture), Console.Out);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
