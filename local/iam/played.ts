import { document, model, played } from "../played.ts";

const rolesOfTemplates = "roles are those of templates, without description, tags or boundary";

export const iamPlayed = played({
  service: "AWS IAM",
  signingName: "iam",
  scope:
    "what roles may do. Every call over HTTP is checked: action, resource, `iam:PassRole`, tags, conditions. Services act by role too: the state machine's when its tasks invoke functions, start executions or call other services, a function's when its dead letters are sent, the OTA role when AWS IoT signs, reads, copies, streams and makes jobs, the caller's when Signer reads and writes; EventBridge and SNS as themselves, by the policies of functions, topics and queues. A role has to trust who acts as it",
  sources: {
    model,
    actions: document(
      "Service Authorization Reference (local/iam/needs/)",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
    ),
    evaluation: document(
      "IAM User Guide, policy evaluation logic",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    ),
    denials: document(
      "IAM User Guide, access denied error messages",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ),
    managed: document(
      "AWS Managed Policy Reference",
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html",
    ),
  },
  operations: {
    GetPolicy: {
      lacks:
        "policies of AWS's own alone; those but the two that SAM gives to functions are refused by name; `PolicyId`",
      from: ["model", "managed"],
    },
    GetPolicyVersion: { lacks: "the newest version alone", from: ["model", "managed"] },
    GetRole: { lacks: rolesOfTemplates, from: ["model"] },
    GetRolePolicy: { from: ["model"] },
    ListAttachedRolePolicies: { from: ["model"] },
    ListRolePolicies: { from: ["model"] },
    ListRoles: { lacks: rolesOfTemplates, from: ["model"] },
    SimulatePrincipalPolicy: {
      lacks: "users and groups; why an action is decided so, beyond the policies that decide",
      refuses: ["PolicyExclusionList", "ResourceHandlingOption"],
      ignores: ["CallerArn", "ResourceOwner"],
      from: ["model", "evaluation"],
    },
  },
  guesses: [
    {
      id: "rights-of-the-ota-role",
      about: [],
      what: "Which rights the OTA service uses of its role: those of AWS's managed policy that its work shows",
      silent: "AWS Managed Policy Reference, AmazonFreeRTOSOTAUpdate: lists rights, not what needs them",
    },
    {
      id: "missing-and-forbidden",
      about: [],
      what: "A missing object is told to who has `s3:ListBucket`, a missing version to who has `s3:ListBucketVersions`",
      silent: "Amazon S3 API Reference, GetObject: tells it of objects, not of versions",
    },
    {
      id: "names-of-denials",
      about: [],
      what: "What is not allowed is `AccessDeniedException` with status 403, where the service's model does not name a denial; 400 of services that speak AWS-JSON",
      silent: "IAM User Guide, access denied error messages: has the wording alone",
    },
    {
      id: "rights-of-ota-deletions",
      about: [],
      what: "What DeleteOTAUpdate deletes beside the update, the OTA service deletes by its role's rights, not by the caller's",
      silent: "AWS IoT API Reference, DeleteOTAUpdate",
    },
  ],
});
