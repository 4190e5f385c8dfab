using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Sync.Tests.Faults;

/// <summary>A kind of fault of one request.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Make">Creates the fault for a request, as recorded without faults; null if it would have no effect (a cut of an empty
/// body).</param>
/// <param name="Codes">The exit codes with which a verb may end, besides success.</param>
internal sealed record FaultKind(string Name, Func<Stage, S3Request, Fault?> Make, params ExitCode[] Codes)
{
    private static readonly ExitCode[] Store = [ExitCode.StoreFailure];

    /// <summary>Whether every request from that one on is affected, as when the network is down for good.</summary>
    public bool Stays { get; init; }

    /// <summary>Whether there is no response, so that the verb needs a short timeout.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether another client writes latest.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether the store lies. A verb that believes it can succeed, but with another result.</summary>
    public bool IsLie { get; init; }

    /// <summary>Whether it is also tried with retries, which can heal it, or hide it.</summary>
    public bool IsTransient { get; init; }

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("reset before the request is read", (_, _) => Fault.ResetBeforeRead, Store) { IsTransient = true },
        new("reset after commit", (_, _) => Fault.ResetAfterCommit, Store) { IsTransient = true },
        new("gone from here on", (_, _) => Fault.ResetBeforeRead, Store) { Stays = true },
        new("gone after commit", (_, _) => Fault.ResetAfterCommit, Store) { Stays = true },

        // The SDK requests a cut body once more, whatever its retries: the verb only sees a cut that persists.
        new("body cut to nothing", (_, r) => Cut(r, 0), Store),
        new("body cut in half", (_, r) => Cut(r, r.BytesOut / 2), Store),
        new("bodies cut in half from here on", (_, r) => Cut(r, r.BytesOut / 2), Store) { Stays = true, IsTransient = true },
        new("bodies without their last byte from here on", (_, r) => Cut(r, r.BytesOut - 1), Store) { Stays = true },
        new("first byte flipped", (_, r) => Flip(r, 0), ExitCode.StoreFailure, ExitCode.Integrity),
        new("middle byte flipped", (_, r) => Flip(r, r.BytesOut / 2), ExitCode.StoreFailure, ExitCode.Integrity) { IsTransient = true },
        new("last byte flipped", (_, r) => Flip(r, r.BytesOut - 1), ExitCode.StoreFailure, ExitCode.Integrity),
        new("500", (_, _) => Fault.Status(500, "InternalError"), Store) { IsTransient = true },
        new("500 after commit", (_, _) => Fault.StatusAfterCommit(500, "InternalError"), Store) { IsTransient = true },
        new("503 SlowDown", (_, _) => Fault.Status(503, "SlowDown"), Store) { IsTransient = true },
        new("403", (_, _) => Fault.Status(403, "AccessDenied"), ExitCode.Credentials),

        // If the store says that something is missing, or not as expected, the verb believes it. The result is a missing object, a
        // conflict, a slot that does not match its pointer, or the probe's verdict that this store does not honour conditions.
        new("404", (_, _) => Fault.Status(404, "NoSuchKey"), ExitCode.NotFound, ExitCode.Conflict, ExitCode.StoreFailure, ExitCode.Usage, ExitCode.Integrity) { IsLie = true },
        new("409", (_, _) => Fault.Status(409, "ConditionalRequestConflict"), ExitCode.Conflict, ExitCode.StoreFailure, ExitCode.Usage) { IsLie = true },
        new("412", (_, _) => Fault.Status(412, "PreconditionFailed"), ExitCode.NotFound, ExitCode.Conflict, ExitCode.StoreFailure, ExitCode.Usage, ExitCode.Integrity) { IsLie = true },
        new("200 with an error", (_, r) => r.Operation is "CopyObject" ? Fault.ErrorInBody("InternalError") : null, Store),
        new("hang", (_, _) => Fault.Hang, Store) { IsSilent = true },
        new("hang after commit", (_, _) => Fault.HangAfterCommit, Store) { IsSilent = true },
        new("body falls silent half way", (_, r) => r.BytesOut == 0 ? null : Fault.StallBody((int)r.BytesOut / 2), Store) { IsSilent = true },
        new("another tool writes latest first", (stage, _) => Foreign(stage), ExitCode.Conflict) { IsForeign = true },
        new("a rival pushes first", (stage, _) => Rival(stage), ExitCode.Conflict) { IsForeign = true },
    ];

    private static Fault? Cut(S3Request request, long bytes) => request.BytesOut == 0 ? null : Fault.CutBody((int)bytes);

    private static Fault? Flip(S3Request request, long offset) => request.BytesOut == 0 ? null : Fault.FlipByte((int)offset);

    private static Fault? Foreign(Stage stage) => stage.Foreign.Vault.Length == 0 ? null : Fault.Before(stage.WriteForeign);

    private static Fault? Rival(Stage stage) => stage.Rival.Vault.Length == 0 ? null : Fault.Before(stage.PushByRivalAsync);
}
