/** Steps that are told line by line and counted. */
export interface Steps {
  /**
   * Does one step and prints how it went: `ok <name>: <what it says>`.
   * @throws StepFailed, after it has printed what was wrong
   */
  step<Result>(name: string, act: () => Promise<Result>, say?: (result: Result) => string): Promise<Result>;
  /** Does steps that build on one another: the first that fails ends them, and no other chapter. */
  chapter(name: string, act: () => Promise<void>): Promise<void>;
  readonly done: number;
  readonly failed: number;
}

/** A step has failed, and all has been said about it. */
class StepFailed extends Error {
  override readonly name = "StepFailed";
}

/** Makes the list of a run's steps, which begins empty. `print` gets each line. */
export function createSteps(print: (line: string) => void): Steps {
  let done = 0;
  let failed = 0;

  async function step<Result>(
    name: string,
    act: () => Promise<Result>,
    say: (result: Result) => string = () => "",
  ): Promise<Result> {
    done += 1;
    try {
      const result = await act();
      const said = say(result);
      print(`ok ${name}${said && `: ${said}`}`);
      return result;
    } catch (error) {
      if (error instanceof StepFailed) throw error;
      failed += 1;
      print(`FAILED ${name}: ${error instanceof Error ? error.message : String(error)}`);
      throw new StepFailed(name, { cause: error });
    }
  }

  async function chapter(name: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof StepFailed)) await step(name, () => Promise.reject(error)).catch(() => {});
    }
  }

  return {
    step,
    chapter,
    get done() {
      return done;
    },
    get failed() {
      return failed;
    },
  };
}
