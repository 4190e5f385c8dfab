namespace TazPod.Build;

/// <summary>The command line asks for what is not there; the build ends with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
