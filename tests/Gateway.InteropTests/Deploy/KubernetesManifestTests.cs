using System.Text.Json;

namespace Gateway.InteropTests.Deploy;

/// <summary>The manifests of deploy/kubernetes, judged by Kubernetes' own description of its objects: there is no cluster in the tests.</summary>
public sealed class KubernetesManifestTests
{
    [SkippableFact]
    public async Task Every_manifest_is_what_it_says_it_is_and_has_no_field_that_a_cluster_would_drop()
    {
        var files = Directory.GetFiles(Repository.PathOf("deploy/kubernetes"), "*.yaml")
            .Where(file => Path.GetFileName(file) != "kustomization.yaml").Order().ToList();
        var verdicts = await ValidateAsync([.. files.Select(File.ReadAllText)]);
        Assert.Equal(files.Select(file => $"{Path.GetFileName(file)}: valid"), files.Zip(verdicts).Select(one => $"{Path.GetFileName(one.First)}: {one.Second}"));
    }

    [SkippableFact]
    public async Task The_validator_finds_a_mistyped_field_a_wrong_type_and_one_that_is_missing()
    {
        var deployment = await File.ReadAllTextAsync(Repository.PathOf("deploy/kubernetes/deployment.yaml"));
        var verdicts = await ValidateAsync(
            deployment.Replace("readOnlyRootFilesystem", "readonlyRootFilesystem", StringComparison.Ordinal),
            deployment.Replace("replicas: 2", "replicas: two", StringComparison.Ordinal),
            deployment.Replace("image: gateway", "imagePullPolicy: Never", StringComparison.Ordinal).Replace("- name: gateway\n", "- tty: true\n", StringComparison.Ordinal));
        Assert.Contains("readonlyRootFilesystem: there is no such field", verdicts[0], StringComparison.Ordinal);
        Assert.Contains("replicas must be integer", verdicts[1], StringComparison.Ordinal);
        Assert.Contains("must have required property name", verdicts[2].Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Task<string[]> ValidateAsync(params string[] manifests) =>
        NodeValidator.AskAsync(Prerequisites.Kubernetes, null, [.. manifests.Select(text => JsonSerializer.Serialize(text))]);
}
