import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

interface Component {
  readonly name: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string }[];
  readonly licenses: readonly unknown[];
}

it("npm run sbom lists what the functions are made of, with hashes and licences, and no tool", async () => {
  const script = fileURLToPath(new URL("../scripts/sbom.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const { bomFormat, metadata, components } = JSON.parse(stdout) as {
    bomFormat: string;
    metadata: { component: { name: string } };
    components: readonly Component[];
  };
  expect([bomFormat, metadata.component.name]).toEqual(["CycloneDX", "ota-pipeline"]);
  const names = components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["@aws-sdk/client-s3", "@middy/core", "@smithy/core", "valibot"]));
  expect(names).not.toContain("esbuild");
  for (const { name, purl, hashes, licenses } of components) {
    expect(purl, name).toMatch(/^pkg:npm\/.+@\d/);
    expect(hashes, name).toMatchObject([{ alg: "SHA-512" }]);
    expect(licenses, name).not.toEqual([]);
  }
});
