/** What `ota` tells the shell. Interrupted, it is what shells expect of that: 130 or 143. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong on the way: AWS refused or did not answer, or the end is not the one that was asked for. */
  failed: 1,
  usage: 2,
  /** There is no such stack or release, or more than one that fits. */
  notFound: 3,
  /** All went well, and the answer is that a release has not succeeded. */
  notReleased: 4,
  /** All was looked at, and the answer is that something has to be mended before releases succeed. */
  unfit: 5,
} as const;

const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: "all is well",
  failed: "something went wrong; standard error says what",
  usage: "the command line or a file that it names is wrong, or nobody could be asked",
  notFound: "there is no such stack, release or device, or more than one fits",
  notReleased: "the release has not succeeded: failed, refused (or would be), cancelled or superseded",
  unfit: "something has to be mended before releases succeed; the report says what and how",
};

/** The paragraph of a command's help that lists its exit codes. */
export function exitCodesText(names: readonly (keyof typeof exitCodes)[]): string {
  return ["Exit codes:", ...names.map((name) => `  ${exitCodes[name]}  ${meanings[name]}`)].join("\n");
}
