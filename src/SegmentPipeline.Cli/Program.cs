using SegmentPipeline.Cli;

using var signals = new TerminationSignals();
return await PipelineCommand.RunAsync(args, Surroundings.OfProcess(), signals);
