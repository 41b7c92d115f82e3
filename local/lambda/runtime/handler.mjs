import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  CallbackHandlerDeprecated,
  HandlerNotFound,
  ImportModuleError,
  MalformedHandlerName,
  UserCodeSyntaxError,
} from "./errors.mjs";

/** The function that `folder/file.export` names, from the code in `taskRoot`. Throws what Lambda's runtime does when there is none. */
export async function loadHandler(taskRoot, name) {
  if (name.includes("..")) {
    throw new MalformedHandlerName(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const { dir, base } = path.parse(name);
  const [, file, exported] = /^([^.]*)\.(.*)$/.exec(base) ?? [];
  if (file === undefined) throw new MalformedHandlerName("Bad handler");
  const module = await loadModule(path.resolve(taskRoot, dir, file));
  const handler = find(module, exported) ?? find(module.default, exported);
  if (!handler) throw new HandlerNotFound(`${name} is undefined or not exported`);
  if (typeof handler !== "function") throw new HandlerNotFound(`${name} is not a function`);
  if (handler.length >= 3) throw new CallbackHandlerDeprecated();
  return handler;
}

async function loadModule(file) {
  const found = ["", ".js", ".mjs", ".cjs"].map((ending) => file + ending).find((candidate) => existsSync(candidate));
  if (!found) throw new ImportModuleError(new Error(`Cannot find module '${path.basename(file)}'`));
  try {
    return await import(pathToFileURL(found).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND")
      throw new ImportModuleError(error);
    throw error;
  }
}

function find(module, exported) {
  return exported.split(".").reduce((value, key) => value?.[key], module);
}
