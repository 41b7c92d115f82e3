import type { SeededRandom } from "../../support/seeded-random.ts";
import { hostileText } from "./texts.ts";

const topics = [
  "$aws/things/thermostat-1/jobs/get",
  "$aws/things/thermostat-1/jobs/start-next",
  "$aws/things/thermostat-1/jobs/$next/get",
  "$aws/things/__proto__/jobs/constructor/update",
  "$aws/things/thermostat-1/jobs/job/update",
  "$aws/things/thermostat-1/streams/stream/get/cbor",
  "$aws/things/thermostat-1/streams/stream/get/json",
  "$aws/things/thermostat-1/streams/__proto__/describe/json",
  "#",
  "+/#",
  "",
  "\u0000",
  "a/".repeat(20),
] as const;

const payloads = [
  Buffer.from("{}"),
  Buffer.from("null"),
  Buffer.from("[".repeat(20_000)),
  Buffer.from("9f".repeat(20_000), "hex"), // CBOR, nested
  Buffer.from("a46166006c", "hex"), // CBOR, cut
  Buffer.from('{"f":0,"l":1e9,"o":-1,"n":1e9}'),
  Buffer.from('{"status":"__proto__","clientToken":"a","stepTimeoutInMinutes":-1,"expectedVersion":1e99}'),
  Buffer.alloc(200_000),
] as const;

/** What a device that is none sends to the broker: packets that lie about themselves, and nonsense. */
export function mqttCase(random: SeededRandom): Buffer {
  const ids = ["a", "", "__proto__", "$aws", "x".repeat(200), hostileText(random)] as const;
  const greeting = random.chance(0.85) ? [connect(random.pick(ids), random.pick([2, 2, 2, 0, 4, 255]))] : [];
  const packets = Array.from({ length: random.between(1, 5) }, () => random.pick(kinds)(random));
  return Buffer.concat([...greeting, ...packets]);
}

type Kind = (random: SeededRandom) => Buffer;

const kinds: readonly [Kind, ...Kind[]] = [
  publish,
  publish,
  publish,
  subscribe,
  nonsense,
  (random) => random.bytes(60),
];

function connect(id: string, flags: number): Buffer {
  return packet(0x10, Buffer.concat([text("MQTT"), Buffer.from([4, flags, 0, 0]), text(id)]));
}

function publish(random: SeededRandom): Buffer {
  const id = random.chance(0.5) ? Buffer.from([0, 5]) : Buffer.of();
  const body = Buffer.concat([text(random.pick(topics)), id, random.pick(payloads)]);
  return packet(0x30 | random.pick([0, 1, 2, 4, 6, 9]), body, random.pick([0, 0, 0, 0, 50, -1]));
}

function subscribe(random: SeededRandom): Buffer {
  const filters = Array.from({ length: random.between(0, 10) }, () => [text(random.pick(topics)), random.bytes(1)]);
  return packet(
    0x82,
    Buffer.concat([Buffer.from([0, random.between(0, 9)]), ...filters.flat()]),
    random.pick([0, 0, 5, -3]),
  );
}

function nonsense(random: SeededRandom): Buffer {
  return packet(
    random.pick([0x00, 0x20, 0x40, 0x50, 0x62, 0x70, 0xa2, 0xc0, 0xe0, 0xf0]),
    random.bytes(random.between(0, 4)),
  );
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}

/** @param lie how many bytes more it says it has */
function packet(type: number, body: Buffer, lie = 0): Buffer {
  const length: number[] = [];
  let left = Math.max(0, body.length + lie);
  do {
    length.push((left & 127) | (left > 127 ? 128 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from([type, ...length]), body]);
}
