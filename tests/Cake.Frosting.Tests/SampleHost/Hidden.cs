using Cake.Frosting;

namespace SampleHost;

internal sealed class Hidden : FrostingTask;
