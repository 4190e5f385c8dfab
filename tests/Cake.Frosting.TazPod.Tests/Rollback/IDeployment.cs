namespace Cake.Frosting.TazPod.Tests.Rollback;

/// <summary>A placeholder for the build's own code between the pull and the end.</summary>
internal interface IDeployment
{
    void RotateSecrets();

    void Deploy();
}
