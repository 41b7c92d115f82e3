import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createBundler } from "../../../local/lambda/bundler.ts";

const run = promisify(execFile);

describe("the bundler", () => {
  let sources: string;
  let bundles: string;

  beforeEach(async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "bundler-"));
    sources = path.join(directory, "functions");
    bundles = path.join(directory, "bundles");
    await mkdir(path.join(sources, "shared"), { recursive: true });
    await writeFile(path.join(sources, "shared/greeting.ts"), `export const greeting: string = "hello";`);
    await writeFile(
      path.join(sources, "a.ts"),
      `import { greeting } from "./shared/greeting.ts"; console.log("a", greeting);`,
    );
    await writeFile(
      path.join(sources, "b.ts"),
      `import { greeting } from "./shared/greeting.ts"; console.log("b", greeting);`,
    );
    onTestFinished(() => rm(directory, { recursive: true }));
  });

  const code = (name: string, buildProperties = {}) => ({
    directory: sources,
    handler: `${name}.handler`,
    buildProperties: { EntryPoints: [`${name}.ts`], ...buildProperties },
  });
  const output = async (file: string) => (await run(process.execPath, [file])).stdout.trim();

  it("makes of each function a folder with one file that runs on its own", async () => {
    const bundler = createBundler(bundles);
    const [a, b] = await Promise.all([bundler.bundle(code("a")), bundler.bundle(code("b"))]);
    expect(await readdir(a.directory)).toEqual(["a.js"]);
    expect(await output(path.join(a.directory, "a.js"))).toBe("a hello");
    expect(await output(path.join(b.directory, "b.js"))).toBe("b hello");
    expect(a.codeSize).toBe((await readFile(path.join(a.directory, "a.js"))).length);
  });

  it("removes what is not made of the sources any more, a week after it was made", async () => {
    const days = (age: number) => new Date(Date.now() - age * 86_400_000);
    const old = await createBundler(bundles).bundle(code("a"));
    const kept = await createBundler(bundles).bundle(code("b"));
    await Promise.all([old, kept].map(({ directory }) => utimes(directory, days(8), days(8))));
    await writeFile(path.join(sources, "a.ts"), `console.log("recent");`);
    const recent = await createBundler(bundles).bundle(code("a"));
    await writeFile(path.join(sources, "a.ts"), `console.log("new");`);
    const made = await createBundler(bundles).bundle(code("a"));
    const names = [kept, recent, made].map(({ directory }) => path.basename(directory));
    const folders = async () => (await readdir(bundles)).filter((name) => !name.endsWith(".json"));
    await expect.poll(async () => (await folders()).toSorted()).toEqual(names.toSorted());
  });

  it("gives the same bundle whether functions are bundled together or alone", async () => {
    const together = createBundler(bundles);
    const [, b] = await Promise.all([together.bundle(code("a")), together.bundle(code("b"))]);
    const alone = await createBundler(path.join(bundles, "alone")).bundle(code("b"));
    expect(alone.codeSha256).toBe(b.codeSha256);
  });

  it("bundles the same content once, also for another run that shares the folder", async () => {
    const first = await createBundler(bundles).bundle(code("a"));
    await writeFile(path.join(first.directory, "a.js"), "// not written again");
    expect(await createBundler(bundles).bundle(code("a"))).toEqual(first);
    expect(await readFile(path.join(first.directory, "a.js"), "utf8")).toBe("// not written again");
  });

  it("bundles anew when a file deep in the imports has changed", async () => {
    const bundler = createBundler(bundles);
    const first = await bundler.bundle(code("a"));
    await writeFile(path.join(sources, "shared/greeting.ts"), `export const greeting = "good evening";`);
    const second = await bundler.bundle(code("a"));
    expect(second.directory).not.toBe(first.directory);
    expect(await output(path.join(second.directory, "a.js"))).toBe("a good evening");
    expect(await output(path.join(first.directory, "a.js"))).toBe("a hello");
  });

  it("bundles anew when the build properties have changed", async () => {
    const bundler = createBundler(bundles);
    const small = await bundler.bundle(code("a"));
    const large = await bundler.bundle(code("a", { Minify: false }));
    expect(large.codeSize).toBeGreaterThan(small.codeSize);
  });

  it("writes source maps that lead back to the sources", async () => {
    const { directory } = await createBundler(bundles).bundle(code("a", { Sourcemap: true }));
    const map = JSON.parse(await readFile(path.join(directory, "a.js.map"), "utf8"));
    expect(map.sources.map((source: string) => path.resolve(directory, source))).toContain(path.join(sources, "a.ts"));
  });

  it.each([
    ["an entry point without its ending", { EntryPoints: ["a"] }],
    ["no entry point but the handler's file", { EntryPoints: undefined }],
  ])("takes %s", async (_, properties) => {
    const { directory } = await createBundler(bundles).bundle(code("a", properties));
    expect(await readdir(directory)).toEqual(["a.js"]);
  });

  it("says in esbuild's words what is wrong with the sources", async () => {
    await writeFile(path.join(sources, "c.ts"), `import "./nowhere.ts";`);
    await expect(createBundler(bundles).bundle(code("c"))).rejects.toThrow('Could not resolve "./nowhere.ts"');
  });

  it("names the entry point that is not there", async () => {
    const missing = createBundler(bundles).bundle(code("d"));
    await expect(missing).rejects.toThrow(`Entry point ${path.join(sources, "d.ts")} does not exist`);
  });
});
