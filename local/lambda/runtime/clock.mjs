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

globalThis.Date = class LocalDate extends ComputersDate {
  constructor(...when) {
    super(...(when.length === 0 ? [ComputersDate.now() + ahead] : when));
  }

  static now() {
    return ComputersDate.now() + ahead;
  }
};
