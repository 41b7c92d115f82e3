import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { identify } from "../../local/device/image.ts";
import { ota } from "../support/ota.ts";

it("ota local image writes a file that devices know the version of", async () => {
  const directory = await mkdtemp(join(tmpdir(), "image-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, "pump.bin");
  const words = ["local", "image", file, "--version", "2.0.1", "--product", "pump"];
  expect(await ota(...words)).toEqual({ exitCode: 0, stdout: `${file} is pump 2.0.1\n`, stderr: "" });
  const image = identify(await readFile(file), new Map());
  expect(image).toMatchObject({ product: "pump", version: "2.0.1" });
  const { stdout } = await ota(...words, "--json");
  expect(JSON.parse(stdout)).toEqual({ file, size: image.bytes.length, sha256: image.sha256 });
});
