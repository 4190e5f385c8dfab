using System.Text;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Faults;

/// <summary>A failure of a request. A rule of <see cref="FaultRules"/> determines the request.</summary>
public abstract class Fault
{
    private protected Fault()
    {
    }

    /// <summary>The connection is reset before the body of the request is read; the request is not carried out.</summary>
    public static Fault ResetBeforeRead { get; } = new DropFault(commit: false, hang: false);

    /// <summary>The request is carried out, then the connection is reset without a response.</summary>
    public static Fault ResetAfterCommit { get; } = new DropFault(commit: true, hang: false);

    /// <summary>The request is neither read nor carried out nor answered until the client gives up or the endpoint stops.</summary>
    public static Fault Hang { get; } = new DropFault(commit: false, hang: true);

    /// <summary>The request is carried out, but not answered until the client gives up or the endpoint stops.</summary>
    public static Fault HangAfterCommit { get; } = new DropFault(commit: true, hang: true);

    /// <summary>The response has the headers of the whole body, but only this many bytes of it; then the connection is closed.</summary>
    public static Fault CutBody(int bytes) => new ResponseFault(r => r with { CutAt = Math.Min(bytes, r.Body.Length) });

    /// <summary>This many bytes of the body are sent, then no more until the client gives up or the endpoint stops.</summary>
    public static Fault StallBody(int bytes) => new ResponseFault(r => r with { CutAt = Math.Min(bytes, r.Body.Length), Stalls = true });

    /// <summary>One byte of the body is changed; <c>^1</c> is the last one. An offset beyond the body has no effect.</summary>
    public static Fault FlipByte(Index offset) => new ResponseFault(response =>
    {
        var at = offset.GetOffset(response.Body.Length);
        if (at < 0 || at >= response.Body.Length)
            return response;
        var damaged = response.Body.ToArray();
        damaged[at] ^= 0xFF;
        return response with { Body = damaged };
    });

    /// <summary>The request is read and answered with this error, but not carried out.</summary>
    public static Fault Status(int status, string code, string message = "Injected fault") =>
        new StatusFault(new S3Exception(status, code, message), status, commit: false);

    /// <summary>The request is carried out, but answered with this error.</summary>
    public static Fault StatusAfterCommit(int status, string code, string message = "Injected fault") =>
        new StatusFault(new S3Exception(status, code, message), status, commit: true);

    /// <summary>Status 200 with an error document as its body, which can happen for a COPY; the request is not carried out.</summary>
    public static Fault ErrorInBody(string code, string message = "Injected fault") =>
        new StatusFault(new S3Exception(200, code, message), 200, commit: false);

    /// <summary>The response has these additional headers.</summary>
    public static Fault Headers(params (string Name, string Value)[] headers) => new ResponseFault(response => response with
    {
        Headers = response.Headers.Concat(headers.Select(header => KeyValuePair.Create(header.Name, header.Value))).ToDictionary(),
    });

    /// <summary>Plain text instead of an error document. For reads only, since the request is carried out.</summary>
    public static Fault Words(int status, string text) => new ResponseFault(_ => new S3Response(status) { Body = Encoding.UTF8.GetBytes(text) });

    /// <summary>The action is run after the request has arrived completely and before it is carried out, like another client's
    /// write.</summary>
    public static Fault Before(Action action) => Before(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>The action is awaited after the request has arrived completely and before it is carried out.</summary>
    public static Fault Before(Func<Task> action) => new ActionFault(action, after: false);

    /// <summary>The action is run after the request has been carried out and before it is answered.</summary>
    public static Fault After(Action action) => After(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>The action is awaited after the request has been carried out and before it is answered.</summary>
    public static Fault After(Func<Task> action) => new ActionFault(action, after: true);

    /// <summary>A DeleteObjects request does not delete these keys and reports this error for each.</summary>
    public static Fault DeleteError(Func<string, bool> keys, string code) => new DeleteErrorFault(keys, code);

    /// <summary>A DeleteObjects request does not delete this key and reports this error.</summary>
    public static Fault DeleteError(string key, string code) => DeleteError(k => k == key, code);

    /// <summary>Answers the exchange. <paramref name="next"/> carries out the request.</summary>
    internal abstract Task<S3Response> ApplyAsync(Exchange exchange, Func<Task<S3Response>> next);
}
