import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createBundler } from "../local/lambda/bundler.ts";
import { functionResources } from "./support/template.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, ".aws-sam/build");
const bundler = createBundler(join(root, "node_modules/.cache/ota-pipeline/bundles"));

/** Whether `npm run build` ran after the last change of anything that it builds from. */
function isFresh(): boolean {
  const template = join(built, "template.yaml");
  if (!existsSync(template)) return false;
  const sources = readdirSync(join(root, "functions"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join("functions", file));
  const changes = [...sources, "template.yaml", "package-lock.json"].map((file) => statSync(join(root, file)).mtimeMs);
  return statSync(template).mtimeMs > Math.max(...changes);
}

describe.runIf(isFresh())("what sam build has made", () => {
  it.each(functionResources)(
    "of %s is what local AWS runs, byte for byte",
    { timeout: 60_000 },
    async (id, resource) => {
      const { Handler } = resource.Properties;
      const bundle = await bundler.bundle({
        directory: join(root, "functions"),
        buildProperties: resource.Metadata.BuildProperties,
        handler: Handler,
      });
      const file = Handler.replace(/\.handler$/, ".js");
      expect(readFileSync(join(bundle.directory, file), "utf8")).toBe(readFileSync(join(built, id, file), "utf8"));
    },
  );
});
