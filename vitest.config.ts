import { globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The functions' own clients keep the address they were first made with. A bench serves at the same one for all files of a
// worker, one after another; what has an address of its own has modules of its own. All others share theirs: more than half of
// the time is saved.
const usesBench = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8").includes("/pipeline-bench.ts");
const benched = globSync("test/{cli,functions}/**/*.test.ts", { cwd: import.meta.dirname }).filter(usesBench);
// `ota` in processes of its own, as a person starts it: a quarter of the time, and a command of its own.
const commands = [
  "test/cli/{demo,doctor,force,options,platforms,profile,publish,releases}.test.ts",
  "test/cli/local{,-devices,-fault,-image,-listen,-parameter}.test.ts",
];
// What nobody should be able to do: requests that mean harm, rights that lack or are hardly used. A command of its own too.
const hostile = ["test/local/hostile/**/*.test.ts", "test/permissions/**/*.test.ts"];
const isolated = [
  "test/cli/{doctor-product,explanations,many-devices,material}.test.ts",
  "test/functions/aws/{find-files,image,task}.test.ts",
  "test/functions/signing-profile.test.ts",
];

// Workers inherit it: each isolated file would compile the SDK anew.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("node_modules/.cache/ota-pipeline/compiled", import.meta.url),
);

export default defineConfig({
  test: {
    maxWorkers: Math.max(3, availableParallelism() - 1), // journeys wait for processes of their own half of the time
    execArgv: ["--max-semi-space-size=64"], // MB; a tenth of what they do was collecting what requests leave behind
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } }, // what is waited for comes; on a busy computer not within a second
    projects: [
      { extends: true, test: { name: "isolated", include: isolated, benchmark: { include: ["bench/**/*.bench.ts"] } } },
      { extends: true, test: { name: "bench", include: benched, isolate: false, benchmark: { include: [] } } },
      { extends: true, test: { name: "commands", include: commands, benchmark: { include: [] } } },
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: [...isolated, ...benched, ...commands, ...hostile],
          isolate: false,
          benchmark: { include: [] },
        },
      },
      { extends: true, test: { name: "hostile", include: hostile, isolate: false, benchmark: { include: [] } } },
    ],
  },
});
