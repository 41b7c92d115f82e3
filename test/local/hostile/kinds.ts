import { playedServices } from "../../support/played-services.ts";
import type { SeededRandom } from "../../support/seeded-random.ts";
import { json, long, restJson } from "./bodies.ts";
import { type Callee, calleesOf, hostileCall } from "./calls.ts";
import { type HostileCase, type HostileKind, signedCase, type Target } from "./case.ts";
import { control } from "./control.ts";
import { form } from "./forms.ts";
import { chunked, object, presigned } from "./objects.ts";
import { badSignature } from "./signatures.ts";
import { broken, wire } from "./wire.ts";

const callees = calleesOf(new Map(playedServices().map(({ signingName, operations }) => [signingName, operations])));

/** A call that is as it should be, of an operation of any service, but for what it brings. */
const call: HostileKind = (random, target) => {
  const { service, ...callee } = random.pick(callees as [Callee, ...Callee[]]);
  return signedCase(hostileCall({ service, ...callee }, random, target.names), service, target);
};

/** Each by its share in ten thousand. */
const shares: readonly (readonly [number, HostileKind])[] = [
  [3_980, call],
  [1_000, wire],
  [1_000, badSignature],
  [800, json],
  [800, restJson],
  [500, form],
  [900, object],
  [400, chunked],
  [300, presigned],
  [300, control],
  [20, long],
];

/** A case of any kind; one in fifteen is broken off. */
export function hostileCase(random: SeededRandom, target: Target): HostileCase {
  const whole = drawn(random)(random, target);
  return random.chance(1 / 15) ? broken(whole, random) : whole;
}

function drawn(random: SeededRandom): HostileKind {
  let left = random.between(1, 10_000);
  for (const [share, kind] of shares) {
    left -= share;
    if (left <= 0) return kind;
  }
  return call;
}
