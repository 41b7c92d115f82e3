const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The milliseconds between two runs of `rate(15 minutes)`; one is `rate(1 minute)`.
 * @throws Error that names what is none
 */
export function parseRate(expression: string): number {
  const [, count = "", unit = "", plural] = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const length = units[unit];
  if (!length || (count === "1") === (plural === "s")) throw new Error("Parameter ScheduleExpression is not valid.");
  return Number(count) * length;
}
