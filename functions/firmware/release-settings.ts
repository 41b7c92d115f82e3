import * as v from "valibot";
import { closed, isNot, oneOf, percentage, text, textMap, wholeNumber } from "./field.ts";

const many = 2_147_483_647; // AWS counts things in 32 bits

const exponentialRate = closed({
  baseRatePerMinute: v.pipe(wholeNumber(1, 1000), v.description("Devices told in the first minute.")),
  incrementFactor: v.pipe(
    v.number(isNot("a number from 1.1 to 5")),
    v.minValue(1.1, isNot("a number from 1.1 to 5")),
    v.maxValue(5, isNot("a number from 1.1 to 5")),
    v.check((factor) => hasDecimals(factor, 1), isNot("a number with one decimal")),
    v.description("By what the rate is multiplied each time."),
  ),
  rateIncreaseCriteria: v.pipe(
    closed({
      numberOfNotifiedThings: v.exactOptional(
        v.pipe(wholeNumber(1, many), v.description("Each time that so many more devices were told.")),
      ),
      numberOfSucceededThings: v.exactOptional(
        v.pipe(wholeNumber(1, many), v.description("Each time that so many more devices succeeded.")),
      ),
    }),
    v.check(
      (criteria) => Object.keys(criteria).length === 1,
      "Say either numberOfNotifiedThings or numberOfSucceededThings",
    ),
    v.description("When the rate grows: exactly one of the two."),
  ),
});

const rollout = v.pipe(
  closed({
    maximumPerMinute: v.exactOptional(
      v.pipe(wholeNumber(1, 1000), v.description("At most so many devices are told of the update in a minute.")),
    ),
    exponentialRate: v.exactOptional(v.pipe(exponentialRate, v.description("A rate that grows with the rollout."))),
  }),
  v.check((said) => Object.keys(said).length > 0, "Say maximumPerMinute, exponentialRate or both"),
  v.description("How fast devices are told. Default: as fast as AWS does, 1000 a minute."),
);

const abortCriterion = closed({
  failureType: v.pipe(oneOf(["FAILED", "REJECTED", "TIMED_OUT", "ALL"]), v.description("Which ends count.")),
  thresholdPercentage: v.pipe(
    percentage(),
    v.check((percent) => hasDecimals(percent, 2), isNot("a number with at most two decimals")),
    v.description("So many percent of the devices that are done: then the job is cancelled."),
  ),
  minNumberOfExecutedThings: v.pipe(wholeNumber(1, many), v.description("But not before so many devices are done.")),
});

// As AWS's general rules for tags have them, and the pipeline's own takes one of the fifty.
const tagKey = v.pipe(
  text(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, "a tag's key: up to 128 letters, digits, spaces and _ . : / = + - @"),
  v.check((key) => !/^aws:/i.test(key), isNot("a key of yours: those that begin with aws: are AWS's")),
  v.check(
    (key) => !/^ota-pipeline:/i.test(key),
    isNot("a key of yours: those that begin with ota-pipeline: are the pipeline's"),
  ),
);
const tagValue = text(/^[^\p{C}]{0,256}$/u, "a tag's value: up to 256 characters");
const mostTags = 49;

const parameter = v.pipe(v.string(isNot("a text")), v.maxLength(4096, "It has more than 4096 characters"));

/** A map of texts that AWS keeps with an OTA update and never sends to devices. */
export const keptTexts = textMap(text(/^[^\p{C}]{1,128}$/u, "a key: 1 to 128 characters"), parameter);

/**
 * The settings that `products/<product>.json` and `release.json` both have. Limits are those of CreateOTAUpdate and
 * CreateJob where AWS has one (service model, 2015-05-28).
 */
export const releaseSettings = {
  targets: v.exactOptional(
    v.pipe(
      v.array(v.string(isNot("a text")), isNot("a list")),
      v.description(
        "Who runs it: thinggroup/<name>, thing/<name>, or their ARNs in this account and region; at most 100. Default: the thing group named like the product.",
      ),
    ),
  ),
  protocols: v.exactOptional(
    v.pipe(
      v.array(oneOf(["MQTT", "HTTP"]), isNot("a list")),
      v.minLength(1, "Say MQTT, HTTP or both"),
      v.check((said) => new Set(said).size === said.length, "It names a protocol twice"),
      v.check(
        (said) => said.indexOf("MQTT") < 1,
        'Put MQTT first, ["MQTT", "HTTP"]: some devices read the first one only',
      ),
      v.description('How devices may fetch the files: ["MQTT"], ["HTTP"] or ["MQTT", "HTTP"]. Default: ["MQTT"].'),
    ),
  ),
  delivery: v.exactOptional(
    v.pipe(
      oneOf(["stream", "s3"]),
      v.description(
        "stream: devices read a stream of the pipeline's over the uploaded bytes. s3: AWS makes of the objects what devices read. Default: s3 where HTTP or signing by service or job needs it, else stream.",
      ),
    ),
  ),
  targetSelection: v.exactOptional(
    v.pipe(
      oneOf(["SNAPSHOT", "CONTINUOUS"]),
      v.description(
        "SNAPSHOT: the devices that are in the target now. CONTINUOUS: also those that join it later, until a newer release or ota cancel. Default: SNAPSHOT.",
      ),
    ),
  ),
  successPercent: v.exactOptional(
    v.pipe(percentage(), v.description("How many of a hundred devices must succeed. Default: 100.")),
  ),
  rolloutDeadlineInDays: v.exactOptional(
    v.pipe(wholeNumber(1, 60), v.description("When the rollout is judged at the latest. Default: 14.")),
  ),
  inProgressTimeoutInMinutes: v.exactOptional(
    v.pipe(
      wholeNumber(1, 10_080),
      v.description("How long a device may take from its start; then it has TIMED_OUT. Default: 1440, a day."),
    ),
  ),
  rollout: v.exactOptional(rollout),
  abortCriteria: v.exactOptional(
    v.pipe(
      v.array(abortCriterion, isNot("a list")),
      v.minLength(1, "Name a criterion, or leave it out"),
      v.description("When AWS stops offering the job to further devices. Default: never."),
    ),
  ),
  presignedUrlExpiresInSec: v.exactOptional(
    v.pipe(
      wholeNumber(60, 3600),
      v.description("How long a device may read from the URL it was given (HTTP). Default: AWS's 1800."),
    ),
  ),
  tags: v.exactOptional(
    v.pipe(
      textMap(tagKey, tagValue),
      v.maxEntries(mostTags, `It has more than ${mostTags} tags; AWS allows 50, and one is the pipeline's own`),
      v.description("Tags of the OTA update, beside the pipeline's own. Default: none."),
    ),
  ),
  additionalParameters: v.exactOptional(
    v.pipe(keptTexts, v.description("Kept with the OTA update; devices never see them. Default: none.")),
  ),
  supersede: v.exactOptional(
    v.pipe(
      v.boolean(isNot("true or false")),
      v.description(
        "Whether it ends an older release of the product that is still running; false: it is refused instead. Default: true.",
      ),
    ),
  ),
  allowDowngrade: v.exactOptional(
    v.pipe(
      closed({
        reason: v.pipe(
          text(/^[^\p{C}]{1,256}$/u, "a reason: 1 to 256 characters"),
          v.description("Kept in the record."),
        ),
      }),
      v.description("Lets an older version follow a newer one. Default: it is refused."),
    ),
  ),
};

function hasDecimals(value: number, most: number): boolean {
  return (String(value).split(".")[1] ?? "").length <= most;
}
