using SegmentPipeline.Fuzzing;
using SharpFuzz;

// Run by afl-fuzz, which hands in content and watches which branches of the judge it takes; ./build.sh fuzz does all of it. The judge
// may run only where it is watched, so it is made with the first content; the process is killed at its end.
Comparison? comparison = null;
Fuzzer.Run(stream => (comparison ??= new Comparison()).Judge(stream));
