import { AwsError } from "../http/aws-error.ts";
import type { LambdaFunction } from "./function.ts";
import type { Invocation, Outcome } from "./invocation.ts";
import type { Sandbox } from "./sandbox.ts";

/** All sandboxes of local Lambda. */
export interface Sandboxes {
  /**
   * Runs an invocation in a sandbox of its own, warm if there is one.
   * @throws AwsError ServiceException once everything was stopped
   */
  run(fn: LambdaFunction, invocation: Invocation): Promise<Outcome>;
  /** Kills the one that has these credentials. Resolves, when its process is no more, with whether there was one. */
  kill(accessKeyId: string): Promise<boolean>;
  /** What is idle of a function is killed, and what runs in its sandboxes is the last that does: they run code it has no more. */
  retire(functionName: string): void;
  /** Kills them all; what ran in them fails. Resolves when no process is left. */
  stop(): Promise<void>;
}

/**
 * Keeps at most `most` sandboxes, for each is a process of some 100 MB: above that one that is idle makes room, the longest idle
 * first, or the invocation waits its turn. (Lambda would start 1,000.)
 */
export function createSandboxes({
  start,
  most,
}: {
  start: (fn: LambdaFunction) => Promise<Sandbox>;
  most: number;
}): Sandboxes {
  let idle: Sandbox[] = []; // the longest idle first
  const busy = new Set<Sandbox>();
  const runs = new Set<Promise<Outcome>>();
  const turns: (() => void)[] = [];
  const retirements = new Map<string, number>();
  const endings = new Set<Promise<void>>();
  let starting = 0;
  let isStopped = false;

  const refuseWhenStopped = () => {
    if (isStopped) throw new AwsError("ServiceException", "Lambda has been stopped", 500);
  };
  const startOne = async (fn: LambdaFunction): Promise<Sandbox> => {
    starting += 1;
    try {
      return await start(fn);
    } catch (error) {
      turns.shift()?.();
      throw error;
    } finally {
      starting -= 1;
    }
  };
  const acquire = async (fn: LambdaFunction): Promise<Sandbox> => {
    for (;;) {
      refuseWhenStopped();
      idle = idle.filter((sandbox) => sandbox.isAlive);
      const warm = idle.findLast((sandbox) => sandbox.functionName === fn.name);
      if (warm) {
        idle.splice(idle.indexOf(warm), 1);
        return warm;
      }
      if (idle.length + busy.size + starting < most) return startOne(fn);
      const longestIdle = idle.shift();
      if (longestIdle) await longestIdle.kill();
      else await new Promise<void>((resolve) => turns.push(resolve));
    }
  };
  const run = async (fn: LambdaFunction, invocation: Invocation): Promise<Outcome> => {
    const retired = retirements.get(fn.name);
    for (;;) {
      const sandbox = await acquire(fn);
      busy.add(sandbox);
      if (isStopped) await sandbox.kill();
      const outcome = await sandbox.invoke(invocation);
      busy.delete(sandbox);
      const isCurrent = retirements.get(fn.name) === retired;
      if (!isCurrent) await sandbox.kill();
      else if (outcome && sandbox.isAlive) idle.push(sandbox);
      turns.shift()?.();
      if (outcome) return outcome;
    }
  };

  return {
    run(fn, invocation) {
      const running = run(fn, invocation);
      runs.add(running);
      const over = () => runs.delete(running);
      running.then(over, over);
      return running;
    },
    async kill(accessKeyId) {
      const sandbox = [...idle, ...busy].find((one) => one.accessKeyId === accessKeyId);
      await sandbox?.kill();
      return sandbox !== undefined;
    },
    retire(functionName) {
      retirements.set(functionName, (retirements.get(functionName) ?? 0) + 1);
      for (const sandbox of idle.filter((one) => one.functionName === functionName)) {
        const ending = sandbox.kill().finally(() => endings.delete(ending));
        endings.add(ending);
      }
      idle = idle.filter((sandbox) => sandbox.functionName !== functionName);
    },
    async stop() {
      isStopped = true;
      for (const turn of turns.splice(0)) turn();
      await Promise.all([...idle, ...busy].map((sandbox) => sandbox.kill()));
      await Promise.all(endings);
      await Promise.allSettled(runs); // those that were just starting one
    },
  };
}
