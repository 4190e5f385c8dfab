using TazPod.Tracing;

// TazPod.Tracing ROOT LOG PLAN COMMAND...
// A separate program: a process that traces another one must not start processes through the framework as well.
return new Tracer(args[0], args[1], Plan.Parse(args[2])).Run(args[3..]);
