import { played } from "../played.ts";

export const frontPlayed = played({
  service: "All services",
  scope:
    "what all services have in common: one port, signatures, requests and answers in the forms of the SDKs, errors",
  sources: {},
  operations: {},
  guesses: [
    {
      id: "words-of-errors",
      about: [],
      what: "The wording of errors, where no document shows it: their names and statuses are the models'",
      silent: "the models: name errors, and leave their messages open",
    },
    {
      id: "words-of-constraints",
      about: [],
      what: "All that breaks the model's lengths, patterns and enums is told at once, as `2 validation errors detected: Value … at …`",
      silent: "the models: know the constraints, not what is said of them",
    },
    {
      id: "unknown-operations",
      about: [],
      what: "An operation, or a path, that the service's SDK does not know is `UnknownOperationException`, or `InvalidAction` where forms are sent",
      silent: "IAM API Reference, common errors: has the latter",
    },
    {
      id: "longest-requests",
      about: [],
      what: "A request of more than 16 MiB is refused, where the service does not tell its limit; objects of S3 are not",
      silent: "AWS General Reference: tells the limits of some",
    },
    {
      id: "silent-clients",
      about: [],
      what: "A client that is silent for 20 seconds in the middle of a request is not waited for",
      silent: "nothing of AWS's tells; S3 is known for it",
    },
    {
      id: "pages-of-lists",
      about: [],
      what: "Pages have 25 items in AWS IoT and Signer where the request does not say how many",
      silent: "the models: tell the most, not the usual",
    },
  ],
});
