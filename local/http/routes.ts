/** A path of a REST operation: `GET /jobs/{jobId}/things?status=…`. */
export interface Route<Operation> {
  readonly operation: Operation;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** Query parameters the template itself demands; null means any value. */
  readonly query: ReadonlyMap<string, string | null>;
  readonly status: number;
  /** The higher, the more specific. */
  readonly weight: number;
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

/** A route that fits a request, with its labels decoded. */
export interface Match<Operation> {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Reads an operation's `http` trait: method, uri template, status. */
export function routeOf<Operation>(
  [method, uri, status]: [string, string, number],
  operation: Operation,
): Route<Operation> {
  const [path = "", query = ""] = uri.split("?");
  const segments = path.split("/").slice(1).map(segmentOf);
  const demanded = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): [string, string | null] => {
      const [name = "", value] = pair.split("=");
      return [name, value ?? null];
    });
  return { operation, method, segments, query: new Map(demanded), status, weight: weigh(segments) + demanded.length };
}

/** The first of the routes (most specific first) that fits, or undefined. A label never matches an empty segment. */
export function matchRoute<Operation>(
  routes: readonly Route<Operation>[],
  method: string,
  path: string,
  query: URLSearchParams,
): Match<Operation> | undefined {
  const parts = path.split("/").slice(1);
  for (const route of routes) {
    if (route.method !== method || !hasQuery(route, query)) continue;
    const labels = matchSegments(route.segments, parts);
    if (labels) return { operation: route.operation, labels, status: route.status };
  }
  return undefined;
}

function segmentOf(text: string): Segment {
  const label = /^\{(\w+)(\+?)\}$/.exec(text);
  return label ? { label: label[1] ?? "", greedy: label[2] === "+" } : { literal: text };
}

function weigh(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum * 4 + ("literal" in segment ? 3 : segment.greedy ? 1 : 2), 0);
}

function hasQuery<Operation>({ query: demanded }: Route<Operation>, query: URLSearchParams): boolean {
  return [...demanded].every(([name, value]) => query.has(name) && (value === null || query.get(name) === value));
}

function matchSegments(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  let at = 0;
  for (const [index, segment] of segments.entries()) {
    if ("literal" in segment) {
      if (parts[at++] !== segment.literal) return undefined;
      continue;
    }
    const end = segment.greedy ? parts.length - (segments.length - 1 - index) : at + 1;
    const value = parts.slice(at, end).map(decodeSegment).join("/");
    if (value === "" || end > parts.length) return undefined;
    labels[segment.label] = value;
    at = end;
  }
  return at === parts.length ? labels : undefined;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
