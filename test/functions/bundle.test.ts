import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { lambdaContext } from "../support/lambda-context.ts";
import { functionResources } from "../support/template.ts";

const require = createRequire(import.meta.url);
const directory = mkdtempSync(join(tmpdir(), "bundles-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Bundles a function as sam build does: one minified CommonJS file. */
async function bundle(entryPoint: string): Promise<{ size: number; file: string }> {
  const { metafile } = await build({
    entryPoints: [new URL(`../../functions/${entryPoint}`, import.meta.url).pathname],
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
  const [output] = Object.values(metafile.outputs);
  return { size: output?.bytes ?? 0, file: join(directory, entryPoint.replace(/\.ts$/, ".js")) };
}

describe("a bundled function", () => {
  it.each(functionResources.map(([, { Metadata }]) => Metadata.BuildProperties.EntryPoints[0] ?? ""))(
    "has only the clients it uses: %s",
    async (entryPoint) => {
      expect((await bundle(entryPoint)).size).toBeLessThan(750_000); // all four clients are more than a megabyte
    },
  );

  it("throws errors by the names the state machine knows", async () => {
    const { file } = await bundle("describe-release.ts");
    process.env["POWERTOOLS_LOG_LEVEL"] = "SILENT";
    process.env["AWS_REGION"] = "us-east-1";
    const { handler } = require(file);
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
