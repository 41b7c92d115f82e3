/**
 * A name for the profile that takes another's place: `firmware_signer_2`. Never one of those that a stack gives its own profiles
 * (`ota_pipeline_SigningProfile_3c9bb594`): its roles may sign by all that begin so.
 */
export function anotherName(profileName: string): string {
  const start = profileName.replace(/_SigningProfile_.*$/, "");
  return `${start.slice(0, 62)}_2`;
}
