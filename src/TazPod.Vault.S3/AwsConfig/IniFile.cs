namespace TazPod.Vault.S3.AwsConfig;

/// <summary>One of AWS's configuration files, read by the rules of the AWS CLI, which are those of Python's <c>configparser</c>.</summary>
/// <remarks>The CLI rejects a file with a single faulty line. Here only the section of that line is faulty; the others are
/// usable.</remarks>
/// <param name="Sections">The sections in file order.</param>
/// <param name="Faults">The faults outside of all sections.</param>
internal sealed record IniFile(IReadOnlyList<IniSection> Sections, IReadOnlyList<IniFault> Faults)
{
    public static IniFile Empty { get; } = new([], []);

    /// <summary>Every fault outside these sections.</summary>
    public IEnumerable<IniFault> FaultsOutside(IEnumerable<IniSection> sections) =>
        Faults.Concat(Sections.Except(sections).SelectMany(section => section.Faults)).Distinct().OrderBy(fault => fault.Line);

    public static IniFile Parse(string text) => new IniReader().Read(text);
}
