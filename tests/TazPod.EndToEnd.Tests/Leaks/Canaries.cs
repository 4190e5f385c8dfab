using System.Text;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>Values that must never be visible, in every form in which a program could leak them.</summary>
internal sealed class Canaries
{
    private readonly List<(string Name, string Form, byte[] Bytes)> forms = [];

    public Canaries Add(string name, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Add(name, "raw", value);
        Add(name, "UTF-16", Encoding.Unicode.GetBytes(value));
        Add(name, "hex", Convert.ToHexString(bytes));
        Add(name, "hex in lower case", Convert.ToHexStringLower(bytes));
        Add(name, "URL-encoded", Uri.EscapeDataString(value));
        Add(name, "form-encoded", System.Net.WebUtility.UrlEncode(value));
        Add(name, "JSON", System.Text.Json.JsonEncodedText.Encode(value).Value);

        // Inside a longer text base64 has three alignments. The characters at both ends also depend on the neighbours.
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            var inner = encoded[(shift == 0 ? 0 : 4)..^4];
            Add(name, $"base64, shifted by {shift}", inner);
            Add(name, $"URL-safe base64, shifted by {shift}", inner.Replace('+', '-').Replace('/', '_'));
        }

        return this;
    }

    public IEnumerable<string> FoundIn(string where, string text) => FoundIn(where, Encoding.UTF8.GetBytes(text));

    public IEnumerable<string> FoundIn(string where, byte[] bytes) =>
        forms.Where(form => bytes.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => $"{form.Name} ({form.Form}) in {where}");

    private void Add(string name, string form, string text) => Add(name, form, Encoding.UTF8.GetBytes(text));

    private void Add(string name, string form, byte[] bytes) => forms.Add((name, form, bytes));
}
