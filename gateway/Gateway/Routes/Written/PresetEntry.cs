using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>The <c>Preset</c> of an issuer, and whether the issuer can be one of that kind at all.</summary>
internal static class PresetEntry
{
    public static IssuerPreset Read(ObjectReader reader, MistakeList mistakes)
    {
        if (reader.Text("Preset") is not { } name)
        {
            return IssuerPresets.Rfc9068;
        }

        if (IssuerPresets.All.FirstOrDefault(preset => preset.Name == name.Value) is { } known)
        {
            return known;
        }

        var names = IssuerPresets.All.Select(preset => preset.Name).ToList();
        mistakes.Add(
            name.Place,
            MistakeCode.UnknownPreset,
            $"{Wording.Quote(name.Written)} is not a preset ({Wording.List(names)}){DidYouMean.For(name.Value, names)}");
        return IssuerPresets.Rfc9068;
    }

    /// <summary>A slash too many or the wrong one of two addresses would refuse every token later, with less to go on.</summary>
    public static void CheckForm(JsonText issuer, IssuerPreset preset, MistakeList mistakes)
    {
        if (preset.IssuerForm is { } form && !form.Pattern.IsMatch(issuer.Value))
        {
            mistakes.Add(
                issuer.Place,
                MistakeCode.WrongIssuerForm,
                $"{Wording.Quote(issuer.Written)} is not how preset {Wording.Quote(preset.Name)} names its issuers: write it {form.Cure}");
        }
    }

    /// <summary>Whether the values of <c>permissions</c> are scopes. A decision against consent, so it is never a default.</summary>
    public static bool ReadPermissionsAsScopes(ObjectReader reader, IssuerPreset preset, MistakeList mistakes)
    {
        if (reader.Find("PermissionsAsScopes") is { } member && !preset.HasPermissions)
        {
            mistakes.Add(
                member.Place,
                MistakeCode.ConflictingMembers,
                $"\"PermissionsAsScopes\" beside preset {Wording.Quote(preset.Name)}, which has no permissions; it is for the presets of Auth0");
        }

        return reader.Flag("PermissionsAsScopes") == true && preset.HasPermissions;
    }
}
