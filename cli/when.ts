const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const halfAYear = 183 * 24 * 60 * 60_000;

/**
 * When something was, in the computer's own time zone: `24 Nov 06:43`, and `24 Nov 2025` once that is half a year away.
 * @param time ISO 8601
 */
export function when(time: string, now: number): string {
  const date = new Date(time);
  const day = `${String(date.getDate()).padStart(2)} ${months[date.getMonth()]}`;
  if (Math.abs(now - date.getTime()) > halfAYear) return `${day}  ${date.getFullYear()}`;
  return `${day} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
