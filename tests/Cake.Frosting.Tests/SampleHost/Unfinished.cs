using Cake.Frosting;

namespace SampleHost;

public abstract class Unfinished : FrostingTask;
