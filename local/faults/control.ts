import { type Control, refusal } from "../http/control.ts";
import type { Faults } from "./faults.ts";
import { type FaultRule, FaultRuleError } from "./rule.ts";

/**
 * Faults for other processes: GET lists them, POST makes one of a rule and tells its id, DELETE takes one away (`/<id>`) or
 * all of them.
 */
export function faultsControl(faults: Faults): Control {
  return ({ method, path, body }) => {
    const id = path.slice(1);
    if (method === "GET" && id === "") return { status: 200, body: { faults: faults.list() } };
    if (method === "POST" && id === "") return add(faults, body);
    if (method === "DELETE" && id === "") {
      faults.clear();
      return { status: 200, body: {} };
    }
    if (method === "DELETE")
      return faults.remove(id) ? { status: 200, body: {} } : refusal(404, `There is no fault ${id}`);
    return refusal(405, `Faults take GET, POST, DELETE and DELETE /<id>, not ${method} ${path}`);
  };
}

function add(faults: Faults, body: unknown) {
  try {
    return { status: 201, body: { id: faults.add(body as FaultRule) } };
  } catch (error) {
    if (error instanceof FaultRuleError) return refusal(400, error.message);
    throw error;
  }
}
