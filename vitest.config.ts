import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What these call AWS by, the functions' own clients, keeps the address it was first made with: each file has modules of its own.
// All others share theirs, which saves more than half of the time.
const ofClients =
  "deletion,doctor,doctor-product,explanations,find-release,follow-release,many-devices,material,plan,retry";
const isolated = ["test/functions/*.test.ts", "test/functions/aws/*.test.ts", `test/cli/{${ofClients}}.test.ts`];

// Workers inherit it: each isolated file would compile the SDK anew.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("node_modules/.cache/ota-pipeline/compiled", import.meta.url),
);

export default defineConfig({
  test: {
    maxWorkers: Math.max(3, availableParallelism() - 1), // journeys wait for processes of their own half of the time
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "isolated", include: isolated, benchmark: { include: ["bench/**/*.bench.ts"] } } },
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: isolated,
          isolate: false,
          benchmark: { include: [] },
        },
      },
    ],
  },
});
