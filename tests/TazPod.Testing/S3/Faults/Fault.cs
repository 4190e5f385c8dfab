using System.Text;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>Something that goes wrong with a request. Which request is said by a rule of <see cref="FaultRules"/>.</summary>
public abstract class Fault
{
    private protected Fault()
    {
    }

    /// <summary>The connection is reset before the body of the request is read; nothing is done.</summary>
    public static Fault ResetBeforeRead { get; } = new DropFault(commit: false, hang: false);

    /// <summary>The request is carried out, then the connection is reset without an answer.</summary>
    public static Fault ResetAfterCommit { get; } = new DropFault(commit: true, hang: false);

    /// <summary>Nothing is read, done or answered until the client gives up or the endpoint stops.</summary>
    public static Fault Hang { get; } = new DropFault(commit: false, hang: true);

    /// <summary>The request is carried out, then nothing is answered until the client gives up or the endpoint stops.</summary>
    public static Fault HangAfterCommit { get; } = new DropFault(commit: true, hang: true);

    /// <summary>So many bytes of the body are answered, under the headers of the whole, then the connection is closed.</summary>
    public static Fault CutBody(int bytes) => new ResponseFault(r => r with { CutAt = Math.Min(bytes, r.Body.Length) });

    /// <summary>So many bytes of the body are answered, then no more until the client gives up or the endpoint stops.</summary>
    public static Fault StallBody(int bytes) => new ResponseFault(r => r with { CutAt = Math.Min(bytes, r.Body.Length), Stalls = true });

    /// <summary>One byte of the body is answered wrong; <c>^1</c> is the last one. Beyond the body nothing happens.</summary>
    public static Fault FlipByte(Index offset) => new ResponseFault(response =>
    {
        var at = offset.GetOffset(response.Body.Length);
        if (at < 0 || at >= response.Body.Length)
            return response;
        var damaged = response.Body.ToArray();
        damaged[at] ^= 0xFF;
        return response with { Body = damaged };
    });

    /// <summary>The request is read and answered with this error; nothing is done.</summary>
    public static Fault Status(int status, string code, string message = "Injected fault") =>
        new StatusFault(new S3Exception(status, code, message), status, commit: false);

    /// <summary>The request is carried out and yet answered with this error.</summary>
    public static Fault StatusAfterCommit(int status, string code, string message = "Injected fault") =>
        new StatusFault(new S3Exception(status, code, message), status, commit: true);

    /// <summary>Status 200 with an error document as its body, as a COPY may be answered; nothing is done.</summary>
    public static Fault ErrorInBody(string code, string message = "Injected fault") =>
        new StatusFault(new S3Exception(200, code, message), 200, commit: false);

    /// <summary>The answer carries these headers, too.</summary>
    public static Fault Headers(params (string Name, string Value)[] headers) => new ResponseFault(response => response with
    {
        Headers = response.Headers.Concat(headers.Select(header => KeyValuePair.Create(header.Name, header.Value))).ToDictionary(),
    });

    /// <summary>Words instead of an error document; for questions, since the request is carried out.</summary>
    public static Fault Words(int status, string text) => new ResponseFault(_ => new S3Response(status) { Body = Encoding.UTF8.GetBytes(text) });

    /// <summary>The action is run when the request has arrived whole and just before it is carried out, as a foreign writer may.</summary>
    public static Fault Before(Action action) => Before(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>The action is awaited when the request has arrived whole and just before it is carried out.</summary>
    public static Fault Before(Func<Task> action) => new ActionFault(action, after: false);

    /// <summary>The action is run when the request has been carried out and just before it is answered.</summary>
    public static Fault After(Action action) => After(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>The action is awaited when the request has been carried out and just before it is answered.</summary>
    public static Fault After(Func<Task> action) => new ActionFault(action, after: true);

    /// <summary>In a DeleteObjects these keys are not deleted and answered with this error each.</summary>
    public static Fault DeleteError(Func<string, bool> keys, string code) => new DeleteErrorFault(keys, code);

    /// <summary>In a DeleteObjects this key is not deleted and answered with this error.</summary>
    public static Fault DeleteError(string key, string code) => DeleteError(k => k == key, code);

    /// <summary>Answers the exchange, with or without carrying out the request by <paramref name="next"/>.</summary>
    internal abstract Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next);
}
