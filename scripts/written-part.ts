/** A part of a page that a script writes: what stands between two lines of it. */
export interface WrittenPart {
  readonly begin: string;
  readonly end: string;
}

/** The page with another text between the two lines. @throws Error where it does not have them */
export function withPart(page: string, { begin, end }: WrittenPart, text: string): string {
  const [before, after] = boundsOf(page, { begin, end });
  return `${page.slice(0, before)}${text}${page.slice(after)}`;
}

/** What stands there now. @throws Error where the page does not have the two lines */
export function partOf(page: string, part: WrittenPart): string {
  return page.slice(...boundsOf(page, part));
}

function boundsOf(page: string, { begin, end }: WrittenPart): [before: number, after: number] {
  const before = page.indexOf(begin) + begin.length;
  const after = page.indexOf(end, before);
  if (before < begin.length || after === -1) throw new Error(`The page has no ${begin.trim()} … ${end.trim()}`);
  return [before, after];
}
