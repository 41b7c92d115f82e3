/** A release with a manifest, of a product that there is. */
export interface ManifestRelease {
  readonly product: string;
  readonly version?: string;
  /** By default it names the files, and says nothing else. */
  readonly manifest?: object | string;
  /** What lies beside it, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** Where people upload to. */
export interface FirmwareDoor<Uploaded> {
  upload(key: string, body: string | Uint8Array): Promise<Uploaded>;
}

/** Uploads the files, then the manifest; returns what the manifest's upload is. */
export async function uploadManifest<Uploaded>(
  door: FirmwareDoor<Uploaded>,
  { product, version = "1.4.0", manifest = {}, files = { "app.bin": "firmware" } }: ManifestRelease,
): Promise<Uploaded> {
  const folder = `releases/${product}/${version}/`;
  for (const [name, body] of Object.entries(files)) await door.upload(folder + name, body);
  const named = { files: Object.keys(files).map((name) => ({ name })) };
  const text = typeof manifest === "string" ? manifest : JSON.stringify({ ...named, ...manifest });
  return door.upload(`${folder}release.json`, text);
}
