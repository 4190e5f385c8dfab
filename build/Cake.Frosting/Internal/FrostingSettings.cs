using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Spectre.Console.Cli;
using DirectoryPath = Cake.Core.IO.DirectoryPath;

namespace Cake.Frosting.Internal;

/// <summary>The options of a host; all others are passed to <c>ICakeContext.Arguments</c>.</summary>
internal sealed class FrostingSettings : CommandSettings
{
    [CommandOption("--target|-t|--Target <TARGET>")]
    [Description("Target task to invoke; may be given several times.")]
    [DefaultValue("Default")]
    public string[] Targets { get; set; }

    [CommandOption("--working|-w <PATH>")]
    [Description("Sets the working directory.")]
    [TypeConverter(typeof(DirectoryPathConverter))]
    public DirectoryPath WorkingDirectory { get; set; }

    [CommandOption("--verbosity|-v <VERBOSITY>")]
    [Description("Specifies the amount of information to be displayed: Quiet, Minimal, Normal, Verbose or Diagnostic.")]
    [TypeConverter(typeof(VerbosityConverter))]
    [DefaultValue(Verbosity.Normal)]
    public Verbosity Verbosity { get; set; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Shows the tasks and their descriptions.")]
    public bool ShowDescription { get; set; }

    [CommandOption("--tree|--showtree")]
    [Description("Shows the tasks as the tree of their dependencies.")]
    public bool Tree { get; set; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Names the tasks in the order they would run in.")]
    public bool DryRun { get; set; }

    [CommandOption("--exclusive|-e")]
    [Description("Runs the target task without its dependencies.")]
    public bool Exclusive { get; set; }

    [CommandOption("--version|--ver")]
    [Description("Displays the version of this build.")]
    public bool ShowVersion { get; set; }

    [CommandOption("--info")]
    [Description("Displays information about Cake.")]
    public bool ShowInfo { get; set; }
}
