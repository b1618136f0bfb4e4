// The archive comes from the section "pipeline" of any configuration source, here: --pipeline:root=DIR
await Restreamer.RestreamerHost.Build(args).RunAsync();
