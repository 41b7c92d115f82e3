import { document, model, played } from "../played.ts";

export const stsPlayed = played({
  service: "AWS STS",
  signingName: "sts",
  scope: "who somebody is",
  sources: {
    model,
    ids: document(
      "IAM User Guide, unique identifiers",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    ),
  },
  operations: {
    GetCallerIdentity: { from: ["model", "ids"] },
  },
  guesses: [],
});
