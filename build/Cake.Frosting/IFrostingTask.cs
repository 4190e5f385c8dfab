using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task as the host sees it. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>; the host rejects a task
/// that derives from neither.
/// </summary>
public interface IFrostingTask
{
    /// <summary>The message shown when <see cref="ShouldRun"/> returns false; empty by default.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The host's context.</param>
    /// <returns>The running work.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task runs.</summary>
    /// <param name="context">The host's context.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles a failure of the task. Returning instead of throwing swallows the failure.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="context">The host's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it failed or not.</summary>
    /// <param name="context">The host's context.</param>
    void Finally(ICakeContext context);
}
