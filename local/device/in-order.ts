/** Something to do, now or when it is done. */
export type Work = () => void | Promise<void>;

/**
 * A queue that does one thing after another, as the agent's task does with its events. Nothing more is begun once the signal aborts,
 * and what the abort breaks off is no error; any other error is one of ours and stays unhandled.
 */
export function inOrder(signal: AbortSignal): (work: Work) => void {
  let last = Promise.resolve();
  return (work) => {
    last = last
      .then(() => (signal.aborted ? undefined : work()))
      .catch((error) => {
        if (!signal.aborted) throw error;
      });
  };
}
