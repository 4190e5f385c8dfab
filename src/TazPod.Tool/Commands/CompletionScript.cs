namespace TazPod.Tool.Commands;

/// <summary>The scripts that make a shell ask the command itself for completions.</summary>
internal static class CompletionScript
{
    /// <summary>The shells that have one.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string For(string shell) => shell switch
    {
        // Names of files complete the values of options, and what the command itself does not know.
        "bash" => """
            # tazvault: eval "$(tazvault completion bash)"
            _tazvault() {
              local word=${COMP_WORDS[COMP_CWORD]}
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(tazvault "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
            }
            complete -o default -F _tazvault tazvault
            """,
        "zsh" => """
            #compdef tazvault
            # tazvault: eval "$(tazvault completion zsh)"
            _tazvault() {
              local -a found
              found=(${(f)"$(tazvault "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"})
              compadd -- $found || _files
            }
            compdef _tazvault tazvault
            """,
        _ => """
            # tazvault: tazvault completion fish | source
            complete -c tazvault -a '(tazvault "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
    };
}
