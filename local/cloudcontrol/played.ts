import { model, played } from "../played.ts";

export const cloudControlPlayed = played({
  service: "AWS Cloud Control API",
  signingName: "cloudcontrolapi",
  scope: "what `sam list endpoints` asks: whether a function has a URL. None has",
  sources: { model },
  operations: {
    GetResource: { lacks: "types other than `AWS::Lambda::Url` are refused by name", from: ["model"] },
  },
  notPlayed: [
    "CancelResourceRequest",
    "CreateResource",
    "DeleteResource",
    "GetResourceRequestStatus",
    "ListResourceRequests",
    "ListResources",
    "UpdateResource",
  ],
  guesses: [
    {
      id: "missing-function-url",
      about: ["GetResource"],
      what: "The wording that a function has no URL",
      silent: "the model: names ResourceNotFoundException, not its message",
    },
  ],
});
