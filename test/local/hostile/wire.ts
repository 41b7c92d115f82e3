import type { SeededRandom } from "../../support/seeded-random.ts";
import type { HostileCase, HostileKind } from "./case.ts";
import { hostileText } from "./texts.ts";

/** What is no HTTP, or nearly. */
type Wire = (random: SeededRandom, host: string) => string | Buffer;

const wires: readonly [Wire, ...Wire[]] = [
  (random) => random.bytes(random.between(1, 400)),
  (random) => Buffer.concat([Buffer.from([22, 3, 1, 2, 0]), random.bytes(100)]), // TLS
  () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  (random) => `GET ${random.pick(["", " ", "  /", "a b", "\u0000", "http://", "//", "*", "?"])} HTTP/1.1\r\n\r\n`,
  (random, host) =>
    `${random.pick(["get", "GETT", "BREW", "", "\u0000", "CONNECT", "TRACE", "OPTIONS", "M-SEARCH", "PROPFIND", "QUERY"])} / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (random) => `GET / HTTP/${random.pick(["0.9", "1.0", "1.2", "2.0", "9.9", "x", ""])}\r\n\r\n`,
  () => "GET /\r\n",
  (_, host) => `GET / HTTP/1.0\r\nhost: ${host}\r\nconnection: keep-alive\r\n\r\n`,
  (_, host) => `GET / HTTP/1.1\nhost: ${host}\n\n`,
  () => "GET / HTTP/1.1\r\n\r\n",
  (random) =>
    `GET / HTTP/1.1\r\nhost: ${random.pick(["", "a b", "@", "[::1", "\u0000", "..", "a..s3.amazonaws.com", `${"a".repeat(300)}.localhost`, "localhost:99999999"])}\r\n\r\n`,
  (_, host) => `GET / HTTP/1.1\r\nhost: ${host}\r\nhost: other\r\n\r\n`,
  (random, host) =>
    `GET http://${random.pick([host, "169.254.169.254", "user:pw@localhost", "[::1]:80", ""])}/latest HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (random, host) =>
    `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${random.pick(["-1", "1e9", "0x10", "99999999999999999999", "", "1, 2", "NaN", "100"])}\r\n\r\nabc`,
  (_, host) => `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd`,
  (_, host) =>
    `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n`,
  (random, host) =>
    `POST / HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: ${random.pick(["chunked", "gzip, chunked", "identity", "xchunked", "chunked, chunked"])}\r\n\r\n${random.pick(["zz\r\n", "-1\r\na\r\n", "ffffffffffffffffff\r\na", "3\r\nabcdef\r\n0\r\n\r\n", "0\r\nx: y\r\n\r\n", `1;${"e".repeat(20_000)}\r\na\r\n0\r\n\r\n`])}`,
  (random, host) => `GET / HTTP/1.1\r\nhost: ${host}\r\nx: ${"h".repeat(random.pick([8_000, 16_000, 40_000]))}\r\n\r\n`,
  (random, host) =>
    `GET / HTTP/1.1\r\nhost: ${host}\r\n${Array.from({ length: random.pick([100, 1_500, 3_000]) }, (__, at) => `h${at}: 1\r\n`).join("")}\r\n`,
  (random, host) => `GET /${"u".repeat(random.pick([4_000, 16_000, 70_000]))} HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (random, host) =>
    `GET / HTTP/1.1\r\nhost: ${host}\r\n${random.pick(["a", ":", " : b", "a b: c", "a\u0000: b", "a: b\u0000", "\u00e9: b", "a:\r b", " folded: x"])}\r\n\r\n`,
  (random, host) =>
    `GET / HTTP/1.1\r\nhost: ${host}\r\nupgrade: ${random.pick(["websocket", "h2c", "TLS/1.0"])}\r\nconnection: upgrade\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n`,
  (random, host) =>
    `POST / HTTP/1.1\r\nhost: ${host}\r\nexpect: ${random.pick(["100-continue", "200-ok", ""])}\r\ncontent-length: 2\r\n\r\n{}`,
  (random, host) => `GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`.repeat(random.between(2, 60)),
  (random, host) =>
    `GET / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 5\r\n\r\nhello${random.bytes(30).toString("latin1")}`,
  (random, host) =>
    `${random.pick(["GET", "PUT", "DELETE", "HEAD", "POST"])} /${hostileText(random).toWellFormed()} HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
];

/** Bytes that are no request, or one that nobody sends. */
export const wire: HostileKind = (random, { host }) => {
  const bytes = random.pick(wires)(random, host);
  return {
    bytes: typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes,
    afterwards: random.pick(["end", "end", "vanish"]),
    expected: "any",
  };
};

/** A client that goes away in the middle of what would have been another case. */
export function broken(whole: HostileCase, random: SeededRandom): HostileCase {
  const bytes = whole.bytes.subarray(0, random.between(1, whole.bytes.length));
  return { bytes, afterwards: random.pick(["end", "vanish", "vanish"]), expected: "any" };
}
