using TazPod.Tracing;

// TazPod.Tracing ROOT LOG PLAN COMMAND...
// A program of its own: the one that traces a process must not be one that starts processes by the framework as well.
return new Tracer(args[0], args[1], Plan.Parse(args[2])).Run(args[3..]);
