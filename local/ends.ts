/** What is to be ended when something is over. */
export interface Ends {
  add(end: () => unknown): void;
  /**
   * Ends all of it, one after another, the last first; what fails keeps nothing else from it.
   * @throws what the first that failed threw
   */
  all(): Promise<void>;
}

export function createEnds(): Ends {
  const ends: (() => unknown)[] = [];
  return {
    add: (end) => void ends.push(end),
    async all() {
      const errors: unknown[] = [];
      for (const end of ends.splice(0).reverse()) {
        try {
          await end();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
