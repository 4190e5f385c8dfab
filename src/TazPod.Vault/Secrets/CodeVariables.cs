namespace TazPod.Vault.Secrets;

/// <summary>Variables that decide which code a command runs: where it finds programs, libraries and modules, what an interpreter loads or
/// runs first, and which program another one starts. Someone who can write the vault must not pass them to a command unnoticed.</summary>
/// <remarks>Variables of applications are not checked here, nor are settings that load no code. docs/RUN.md has the list.</remarks>
internal static class CodeVariables
{
    private static readonly string[] Prefixes =
    [
        // Loaders of shared libraries.
        "LD_", "DYLD_", "_RLD", "NIX_LD_",

        // Functions of bash, and git's settings, which name commands.
        "BASH_FUNC_", "GIT_CONFIG",

        // .NET's profilers, and where its runtime is found.
        "CORECLR_PROFILER", "COR_PROFILER", "DOTNET_ROOT",

        // Lua also has versioned names.
        "LUA_INIT", "LUA_PATH", "LUA_CPATH",

        // This tool's own settings.
        "TAZPOD_",
    ];

    private static readonly HashSet<string> Names = new(
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
    {
        // Programs, libraries and files that the C library loads.
        "PATH", "PATHEXT", "COMSPEC", "LIBPATH", "SHLIB_PATH", "LDR_PRELOAD", "LDR_PRELOAD64", "LDR_LIBRARY_PATH", "NIX_LD", "GCONV_PATH", "LOCPATH", "OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES",

        // Shells.
        "IFS", "SHELL", "BASH_ENV", "BASHOPTS", "SHELLOPTS", "PS4", "PROMPT_COMMAND", "ZDOTDIR", "FPATH", "PSModulePath",

        // Interpreters and runtimes.
        "NODE_OPTIONS", "NODE_PATH", "NODE_REPL_EXTERNAL_MODULE",
        "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH",
        "PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONPLATLIBDIR", "PYTHONPYCACHEPREFIX", "PYTHONBREAKPOINT",
        "PYTHONINSPECT", "PYTHONEXECUTABLE", "PYTHONWARNINGS",
        "PERL5OPT", "PERL5LIB", "PERLLIB", "PERL5DB", "PERL5SHELL",
        "RUBYOPT", "RUBYLIB", "RUBYSHELL", "GEM_HOME", "GEM_PATH", "BUNDLE_GEMFILE",
        "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_GCName",
        "DOTNET_GCPath", "COMPlus_GCName", "COMPlus_GCPath", "DOTNET_DiagnosticPorts", "COMPlus_DiagnosticPorts", "CORECLR_ENABLE_PROFILING", "COR_ENABLE_PROFILING", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES",
        "DOTNET_HOSTINGSTARTUPASSEMBLIES",
        "PHPRC", "PHP_INI_SCAN_DIR", "ERL_FLAGS", "ERL_AFLAGS", "ERL_ZFLAGS", "ERL_LIBS", "R_PROFILE", "R_PROFILE_USER",

        // Programs that other programs start.
        "EDITOR", "VISUAL", "PAGER", "BROWSER", "LESSOPEN", "LESSCLOSE", "SSH_ASKPASS", "SUDO_ASKPASS", "MAKEFLAGS", "GNUMAKEFLAGS", "MAKEFILES",
        "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_PAGER", "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND",
        "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR", "GIT_DIR", "GIT_COMMON_DIR",
    };

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>All of them. An asterisk marks a prefix.</summary>
    public static IEnumerable<string> All => Names.Concat(Prefixes.Select(prefix => prefix + "*"));

    /// <summary>Whether a variable is one of them.</summary>
    public static bool Holds(string name) => Names.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, Comparison));
}
