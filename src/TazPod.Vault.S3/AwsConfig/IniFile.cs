namespace TazPod.Vault.S3.AwsConfig;

/// <summary>One of AWS's configuration files, read by the rules of the AWS CLI, which are those of Python's <c>configparser</c>.</summary>
/// <remarks>The CLI refuses a file with a single faulty line. Here the line counts against its own section, and the others are read.</remarks>
/// <param name="Sections">The sections in their order.</param>
/// <param name="Faults">What is wrong outside of them.</param>
internal sealed record IniFile(IReadOnlyList<IniSection> Sections, IReadOnlyList<IniFault> Faults)
{
    public static IniFile Empty { get; } = new([], []);

    /// <summary>Every line that is wrong, in any section but these.</summary>
    public IEnumerable<IniFault> FaultsOutside(IEnumerable<IniSection> sections) =>
        Faults.Concat(Sections.Except(sections).SelectMany(section => section.Faults)).Distinct().OrderBy(fault => fault.Line);

    public static IniFile Parse(string text) => new IniReader().Read(text);
}
