import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { lambdaContext } from "../support/lambda-context.ts";
import { functionResources } from "../support/template.ts";

const directory = mkdtempSync(join(tmpdir(), "bundles-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Bundles the functions as sam build does: each into one minified CommonJS file. */
const { metafile } = await build({
  entryPoints: functionResources.map(([, { Metadata }]) =>
    fileURLToPath(new URL(`../../functions/${Metadata.BuildProperties.EntryPoints[0]}`, import.meta.url)),
  ),
  outdir: directory,
  bundle: true,
  minify: true,
  keepNames: true,
  platform: "node",
  format: "cjs",
  target: "es2023",
  mainFields: ["module", "main"],
  metafile: true,
});

describe("a bundled function", () => {
  it.each(Object.entries(metafile.outputs).map(([file, { bytes }]) => [basename(file), bytes] as const))(
    "has only the clients it uses: %s",
    (_, bytes) => {
      expect(bytes).toBeLessThan(750_000); // with all four clients it would be more than a megabyte
    },
  );

  it("throws errors by the names the state machine knows", async () => {
    process.env["POWERTOOLS_LOG_LEVEL"] = "SILENT";
    process.env["AWS_REGION"] = "us-east-1";
    const { handler } = createRequire(import.meta.url)(join(directory, "describe-release.js"));
    await expect(handler({}, lambdaContext)).rejects.toMatchObject({ name: "InputInvalidError" });
    const upload = { bucket: "b", key: "firmware/a/v1/b", versionId: "v" };
    await expect(handler({ upload }, lambdaContext)).rejects.toMatchObject({ name: "SettingMissingError" });
    process.env["FIRMWARE_BUCKET"] = "b";
    await expect(handler({ upload }, lambdaContext)).rejects.toMatchObject({ name: "VersionInvalidError" });
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    process.env["AWS_ACCESS_KEY_ID"] = process.env["AWS_SECRET_ACCESS_KEY"] = "test";
    const known = { upload: { ...upload, key: "firmware/a/1.0.0/b" } };
    await expect(handler(known, lambdaContext)).rejects.toMatchObject({ name: "TransientError" });
  });
});
