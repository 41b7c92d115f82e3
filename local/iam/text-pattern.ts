/** Values of condition keys, by the keys' names in lower case. A key without an entry is missing. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** A stretch of a policy's text: of a pattern, or of a policy variable's value, which is what it is. */
interface Stretch {
  readonly text: string;
  readonly isPattern: boolean;
}

const variable = /\$\{(?<key>[^},]*)(?:,\s*'(?<fallback>[^']*)')?\}/g;

/**
 * A text of a policy with its variables replaced: `${iot:Connection.Thing.ThingName}`, `${aws:PrincipalTag/team, 'none'}`,
 * and `${*}`, `${?}`, `${$}` for the characters themselves (IAM User Guide, "policy variables").
 * @returns undefined when a variable has no value: then nothing equals the text
 */
export function literalOf(text: string, context: Context): string | undefined {
  return stretchesOf(text, context)
    ?.map((stretch) => stretch.text)
    .join("");
}

/**
 * What a text of a policy matches: `*` is any number of characters, `?` is one.
 * - `text`: anywhere, as in `StringLike`
 * - `resource`: within a segment of an ARN, but a `*` that ends one may go on beyond it, as in `Resource`
 * - `arn`: within each of the six segments by itself, as in `ArnLike`
 * @returns undefined when a variable has no value
 */
export function patternOf(text: string, context: Context, kind: Kind): RegExp | undefined {
  if (text.includes("${")) return compiled(text, context, kind);
  const known = patterns[kind].get(text) ?? compiled(text, context, kind);
  if (known) patterns[kind].set(text, known);
  return known;
}

type Kind = "text" | "resource" | "arn";

/** Texts without variables mean the same in each request. There are as many as policies have. */
const patterns: Readonly<Record<Kind, Map<string, RegExp>>> = { text: new Map(), resource: new Map(), arn: new Map() };

function compiled(text: string, context: Context, kind: Kind): RegExp | undefined {
  const stretches = stretchesOf(text, context);
  if (!stretches) return undefined;
  let colons = 0;
  const source = stretches.map(({ text: part, isPattern }) =>
    isPattern
      ? part.replace(/[\s\S]/g, (character, at: number) => {
          if (character === ":") colons += 1;
          const endsSegment = kind === "resource" && [":", undefined].includes(part[at + 1]);
          const isBound = kind !== "text" && colons < lastSegment && !endsSegment;
          if (character === "*") return isBound ? "[^:]*" : "[\\s\\S]*";
          return character === "?" ? "[\\s\\S]" : escaped(character);
        })
      : escaped(part),
  );
  return new RegExp(`^${source.join("")}$`);
}

const lastSegment = 5; // colons before the resource's own part of an ARN, which may have more of them

function stretchesOf(text: string, context: Context): Stretch[] | undefined {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const { 0: whole, index, groups } of text.matchAll(variable)) {
    const { key = "", fallback } = groups ?? {};
    const value = ["*", "?", "$"].includes(key) ? key : (context.get(key.toLowerCase())?.[0] ?? fallback);
    if (value === undefined) return undefined;
    stretches.push({ text: text.slice(from, index), isPattern: true }, { text: value, isPattern: false });
    from = index + whole.length;
  }
  return [...stretches, { text: text.slice(from), isPattern: true }];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
