import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { type Manifest, parseManifest } from "../../functions/firmware/manifest.ts";
import { keyBeside, manifestName, parseUploadKey } from "../../functions/firmware/upload.ts";
import { UsageError } from "../usage-error.ts";

/** A file on this computer, and the key it goes to. */
export interface MaterialFile {
  readonly path: string;
  readonly key: string;
}

/** What a release is made of, as it lies on this computer. */
export interface Material {
  readonly product: string;
  readonly version: string;
  /** What a manifest says; undefined for an image without one. */
  readonly manifest: Manifest | undefined;
  /** In the order they are to be uploaded: the last one starts the release. */
  readonly files: readonly MaterialFile[];
  /** The last one: the image, or the manifest. */
  readonly start: MaterialFile;
}

/** What somebody wants released. */
export interface MaterialRequest {
  /** Of an image, of `release.json`, or of the folder it lies in. */
  readonly path: string;
  readonly product: string | undefined;
  readonly version: string | undefined;
}

/**
 * Finds what a release is made of. Sizes and digests are for whoever reads the files.
 * @throws UsageError for a path to nothing, or while product or version are not told; NotFirmwareError, VersionInvalidError,
 *   ManifestInvalidError
 */
export async function findMaterial(request: MaterialRequest): Promise<Material> {
  const found = await stat(request.path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`There is no file ${request.path}`);
  const path = found.isDirectory() ? join(request.path, manifestName) : request.path;
  if (found.isDirectory() && !(await stat(path, { throwIfNoEntry: false }))) {
    throw new UsageError(`There is no ${manifestName} in ${request.path}: name an image, or put one there`);
  }
  return basename(path) === manifestName ? ofManifest(path, request) : ofImage(path, request);
}

function ofImage(path: string, { product, version }: MaterialRequest): Material {
  if (product === undefined || version === undefined) {
    throw new UsageError(`Say of which product ${path} is, and in which version: --product thermostat --version 1.4.0`);
  }
  const start = { path, key: `firmware/${product}/${version}/${basename(path)}` };
  parseUploadKey(start.key);
  return { product, version, manifest: undefined, files: [start], start };
}

async function ofManifest(path: string, request: MaterialRequest): Promise<Material> {
  const { product, version } = nameOf(path, request);
  const start = { path, key: `releases/${product}/${version}/${manifestName}` };
  parseUploadKey(start.key);
  const manifest = parseManifest(await readFile(path), start.key);
  const beside = manifest.files
    .filter(({ signing = manifest.signing }) => signing?.by !== "job") // that file is in a bucket already
    .map(({ name }) => ({ path: join(dirname(path), name), key: keyBeside(start.key, name) }));
  return { product, version, manifest, files: [...beside, start], start };
}

/**
 * A manifest does not say whose it is: its folder does, `releases/<product>/<version>/`, or options. Where they differ, one of
 * them is a mistake, and a product's image on another's devices a bad one.
 */
function nameOf(path: string, request: MaterialRequest): { product: string; version: string } {
  const [root, itsProduct, itsVersion] = dirname(resolve(path)).split(sep).slice(-3);
  const folder = root === "releases" ? { product: itsProduct, version: itsVersion } : {};
  const { product = folder.product, version = folder.version } = request;
  const isOther = (folder.product ?? product) !== product || (folder.version ?? version) !== version;
  if (isOther) {
    throw new UsageError(
      `${path} is in the folder of ${folder.product} ${folder.version}, and you say ${product} ${version}: leave --product and --version out, or move it`,
    );
  }
  if (product !== undefined && version !== undefined) return { product, version };
  throw new UsageError(
    `Say of which product ${path} is, and in which version: --product thermostat --version 1.4.0. A folder releases/<product>/<version>/ says it too`,
  );
}
