using SegmentPipeline.Cli;

var standard = StandardDescriptors.Occupy();
FileSizeLimit.BeAnError();
using var signals = new TerminationSignals();
return await PipelineCommand.RunAsync(RawArguments.Restore(args), Surroundings.OfProcess(standard), signals).ConfigureAwait(false);
