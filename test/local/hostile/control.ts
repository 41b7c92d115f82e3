import { caseOf, type HostileKind } from "./case.ts";

const paths = [
  "/_local/faults",
  "/_local/faults",
  "/_local/",
  "/_local/__proto__",
  "/_local/constructor",
  "/_local/toString",
  "/_local/faults/../../etc",
  "/_local/faults/%00",
  "/_local/faults/999999999999",
  "/_local/faults/-1",
  "/_local/faults/",
  "/_local//",
  "/_local/faults?x=%zz",
  "/_LOCAL/faults",
  "/%5flocal/faults",
  "/_local/devices",
] as const;
const bodies = [
  "",
  "{",
  "null",
  "[]",
  "0",
  '"x"',
  "[".repeat(20_000),
  `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  '{"__proto__":{"operation":"*"}}',
  '{"service":"s3","operation":"NoSuchOperation","fault":"throttle"}',
  '{"service":"__proto__","operation":"constructor"}',
  '{"service":1,"operation":[]}',
  `{"service":"${"x".repeat(70_000)}"}`,
  "\u0000",
] as const;
const hosts = [
  "evil.example",
  "169.254.169.254",
  "localhost.evil.example",
  "[::1",
  "",
  "127.0.0.1@evil.example",
  "127.1",
] as const;

/** What asks local AWS itself, without a signature: nonsense, or a web page under its own name. */
export const control: HostileKind = (random, { host }) => {
  const isStranger = random.chance(0.4);
  const method = random.pick(["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS"]);
  const origin: Record<string, string> = isStranger
    ? random.pick<Record<string, string>>([
        { host: random.pick(hosts) },
        { host, origin: "http://evil.example" },
        { host, "sec-fetch-site": "cross-site" },
      ])
    : { host };
  const request = {
    method,
    path: random.pick(paths),
    query: "",
    headers: origin,
    body: Buffer.from(random.pick(bodies)),
  };
  return caseOf(request, isStranger && request.path.startsWith("/_local/") ? "refused" : "answered");
};
