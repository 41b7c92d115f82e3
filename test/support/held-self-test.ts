import type { SelfTest } from "../../local/device/agent-context.ts";

/** A self-test of one device that waits for the test's word, so that the device stays in the middle of its update. */
export function heldSelfTest() {
  const begun = Promise.withResolvers<true>();
  const decided = Promise.withResolvers<boolean>();
  let isFirst = true;
  const selfTest: SelfTest = () => {
    const isHeld = isFirst;
    isFirst = false;
    begun.resolve(true);
    return isHeld ? decided.promise : true;
  };
  return {
    selfTest,
    /** Resolves when the device tests itself for the first time: the only time it is held, later it passes. */
    begun: begun.promise,
    /** Whether it passes. */
    decide: decided.resolve,
  };
}
