using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task as the host sees it. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>; the host
/// refuses a task that does neither.
/// </summary>
public interface IFrostingTask
{
    /// <summary>The message shown when <see cref="ShouldRun"/> says no; empty by default.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The host's context.</param>
    /// <returns>The work under way.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Says whether the task is to run at all.</summary>
    /// <param name="context">The host's context.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles a failure of the task. Returning from it, rather than throwing, swallows the failure.</summary>
    /// <param name="exception">What failed.</param>
    /// <param name="context">The host's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it failed or not.</summary>
    /// <param name="context">The host's context.</param>
    void Finally(ICakeContext context);
}
