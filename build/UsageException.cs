namespace TazPod.Build;

/// <summary>The command line is invalid; the build ends with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
