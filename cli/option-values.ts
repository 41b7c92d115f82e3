import { isIP } from "node:net";
import { InvalidArgumentError } from "commander";
import { isProductName } from "../functions/firmware/upload.ts";
import { parseVersion } from "../functions/firmware/version.ts";
import type { SignerCertificate } from "./signer-certificates.ts";

/** The most devices one computer is asked to play. */
export const mostDevices = 500;

/** `thermostat`: what a key under `firmware/` may begin with, and a thing group be named like. */
export function product(text: string): string {
  if (!isProductName(text)) {
    throw new InvalidArgumentError("A product is 1 to 20 lower-case letters, digits and hyphens, the first no hyphen.");
  }
  return text;
}

/** `1.4.0`. */
export function version(text: string): string {
  try {
    return parseVersion(text);
  } catch {
    throw new InvalidArgumentError(
      "A version is major.minor.patch in plain numbers up to 255.255.65535, such as 1.4.0.",
    );
  }
}

/** `firmware_signer_2026`, by the rules of AWS Signer. */
export function profileName(text: string): string {
  if (!/^[a-zA-Z0-9_]{2,64}$/.test(text)) {
    throw new InvalidArgumentError("A signing profile's name is 2 to 64 letters, digits and underscores: no hyphens.");
  }
  return text;
}

/** How many devices: at least one. */
export function devices(text: string): number {
  return wholeNumber(text, 1, mostDevices, "A number of devices");
}

/** `172.17.0.1`: an address to listen at. */
export function address(text: string): string {
  if (!isIP(text)) throw new InvalidArgumentError("An address is one of IP, such as 172.17.0.1.");
  return text;
}

/** How many of something to look at and show. */
export function limit(text: string): number {
  return wholeNumber(text, 0, 1_000, "A limit");
}

/** How many devices to list: as many as somebody has the time for. */
export function deviceLimit(text: string): number {
  return wholeNumber(text, 1, 999_999, "A limit");
}

/** How many times as fast time passes: no faster than programs keep up with, for a device's watchdog waits 16 seconds of it. */
export function speed(text: string): number {
  return wholeNumber(text, 1, 20, "A speed");
}

/** `/certs/signer.pem=signer.crt`, as often as there are certificates: those given before come first. */
export function certificates(text: string, before: readonly SignerCertificate[] = []): readonly SignerCertificate[] {
  const { path, file } = /^(?<path>[^=]+)=(?<file>.+)$/.exec(text)?.groups ?? {};
  if (!path || !file) {
    throw new InvalidArgumentError("It is a path on the device and a file here, such as /certs/signer.pem=signer.crt.");
  }
  return [...before, { path, file }];
}

/** `AllowedSigningProfiles=thermostat_*`: a parameter of the stack, beside those given before. */
export function parameters(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { name, value } = /^(?<name>[A-Za-z0-9]+)=(?<value>.*)$/.exec(text)?.groups ?? {};
  if (!name || value === undefined) {
    throw new InvalidArgumentError("It is a parameter of the stack and its value, such as CodeSigning=SignerJob.");
  }
  return { ...before, [name]: value };
}

/** A TCP port; 0 is any free one. */
export function port(text: string): number {
  return wholeNumber(text, 0, 65_535, "A port");
}

function wholeNumber(text: string, from: number, to: number, what: string): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= from && number <= to))
    throw new InvalidArgumentError(`${what} is a whole number from ${from} to ${to}.`);
  return number;
}
