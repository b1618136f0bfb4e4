using System.Globalization;
using BenchmarkDotNet.Running;
using SegmentPipeline.Benchmarks;

if (args is ["profiler", .. var rest]) await ProfilerBenchmark.RunAsync(rest is [var seconds] ? int.Parse(seconds, CultureInfo.InvariantCulture) : 60, Console.Out);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
