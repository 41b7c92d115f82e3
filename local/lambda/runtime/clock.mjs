// The time a function sees is local AWS's, which may be sped up or far ahead: what a function compares with AWS's own times
// must come from the same clock. The computer's time stays what the runtime itself counts by.

const ComputersDate = Date;
let ahead = 0;

/** The computer's time, in milliseconds since 1970. */
export const computersNow = () => ComputersDate.now();

/** From now on `Date` is that many milliseconds ahead of the computer's time. */
export function setClockAhead(milliseconds) {
  ahead = milliseconds;
}

const now = () => ComputersDate.now() + ahead;

globalThis.Date = new Proxy(ComputersDate, {
  apply: () => new ComputersDate(now()).toString(), // `Date()` is a text, whatever it is given
  construct: (_, when, newTarget) => Reflect.construct(ComputersDate, when.length === 0 ? [now()] : when, newTarget),
  get: (date, name, receiver) => (name === "now" ? now : Reflect.get(date, name, receiver)),
});
ComputersDate.prototype.constructor = globalThis.Date;
