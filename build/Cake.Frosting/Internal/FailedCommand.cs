using System.Runtime.ExceptionServices;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>Throws its data: what <see cref="FrostingCommand"/> lets out is Spectre's to say, even where Spectre has not run it.</summary>
internal sealed class FailedCommand : Command
{
    public override int Execute(CommandContext context, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo.Throw((Exception)context.Data);
        return 0;
    }
}
