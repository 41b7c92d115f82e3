import { describe, expect, it } from "vitest";
import { esbuildOptions } from "../../../local/lambda/build-properties.ts";

describe("the build properties of a function", () => {
  it("are what sam build takes for granted when there are none", () => {
    expect(esbuildOptions({})).toEqual({
      bundle: true,
      platform: "node",
      target: "es2020",
      format: "cjs",
      minify: true,
    });
  });

  it.each([
    [{ Minify: false }, { minify: false }],
    [{ Target: "es2023" }, { target: ["es2023"] }],
    [{ Target: "node24,es2023" }, { target: ["node24", "es2023"] }],
    [{ Format: "esm" }, { format: "esm" }],
    [{ KeepNames: true }, { keepNames: true }],
    [{ KeepNames: "true" }, { keepNames: true }],
    [{ Sourcemap: true }, { sourcemap: true }],
    [{ Sourcemap: "inline" }, { sourcemap: "inline" }],
    [{ MainFields: "module,main" }, { mainFields: ["module", "main"] }],
    [{ External: ["@aws-sdk/*", "pg"] }, { external: ["@aws-sdk/*", "pg"] }],
    [{ Define: ["A=1", 'B="x=y"'] }, { define: { A: "1", B: '"x=y"' } }],
    [{ OutExtension: [".js=.mjs"] }, { outExtension: { ".js": ".mjs" } }],
    [{ Loader: [".pem=text"] }, { loader: { ".pem": "text" } }],
    [{ Banner: ["js=// ours"] }, { banner: { js: "// ours" } }],
    [{ EntryPoints: ["index.ts"], UseNpmCi: true, Bundle: false, Platform: "browser" }, {}],
  ])("%j become %j", (properties, options) => {
    expect(esbuildOptions(properties)).toMatchObject(options);
    expect(esbuildOptions(properties)).toMatchObject({ bundle: true, platform: "node" });
  });

  it.each([
    ["one nobody knows", { Minfy: true }, "BuildProperties.Minfy is not known"],
    ["a text for a list", { External: "pg" }, 'BuildProperties.External cannot be "pg"'],
    ["a list for a text", { MainFields: ["module", "main"] }, "BuildProperties.MainFields cannot be"],
    ["a number", { Target: 2023 }, "BuildProperties.Target cannot be 2023"],
    ["a pair without a value", { Define: ["A"] }, 'BuildProperties.Define wants key=value, not "A"'],
  ])("are refused by name: %s", (_, properties, message) => {
    expect(() => esbuildOptions(properties)).toThrow(message);
  });
});
