namespace Cake.Frosting.TazPod.Tests.Rollback;

/// <summary>What a build of one's own does between a pull and the end.</summary>
internal interface IDeployment
{
    void RotateSecrets();

    void Deploy();
}
