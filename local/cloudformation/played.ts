import { document, model, played } from "../played.ts";

const guide = "https://docs.aws.amazon.com/AWSCloudFormation/latest";
const templates =
  "nested stacks, exports and imports, mappings, snapshots; what `understood.ts` does not list is refused by name; resources are made with all rights";

export const cloudFormationPlayed = played({
  service: "AWS CloudFormation",
  signingName: "cloudformation",
  scope:
    "capabilities, parameters and rules, conditions, replacements, `DeletionPolicy` and `UpdateReplacePolicy`, rollback, custom resources; the SAM transform, with code and definitions in S3. `local/cloudformation/understood.ts` lists every property; one that is not in it is refused by name",
  sources: {
    model,
    templates: document("AWS CloudFormation Template Reference", `${guide}/TemplateReference/introduction.html`),
    guide: document("AWS CloudFormation User Guide", `${guide}/UserGuide/Welcome.html`),
    customResources: document(
      "AWS CloudFormation Template Reference, custom resource request and response",
      `${guide}/TemplateReference/crpg-ref.html`,
    ),
    sam: document(
      "AWS SAM Developer Guide, the SAM template specification",
      "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html",
    ),
    transform: {
      kind: "code",
      title: "the SAM translator, whose output the transform is held against",
      url: "https://github.com/aws/serverless-application-model",
    },
    samCli: { kind: "code", title: "the SAM CLI, which deploys", url: "https://github.com/aws/aws-sam-cli" },
  },
  operations: {
    CreateChangeSet: {
      lacks: `${templates}; imports are refused by name`,
      refuses: [
        "DeploymentConfig",
        "DeploymentMode",
        "ImportExistingResources",
        "IncludeNestedStacks",
        "NotificationARNs",
        "OnStackFailure",
        "ResourceTypes",
        "ResourcesToImport",
        "RoleARN",
        "RollbackConfiguration",
      ],
      ignores: ["ClientToken", "DisableValidation"],
      from: ["model", "guide", "templates", "sam", "transform", "samCli"],
    },
    CreateStack: {
      lacks: `${templates}; stack policies; \`OnFailure\` other than ROLLBACK is refused by name`,
      refuses: [
        "DeploymentConfig",
        "DisableRollback",
        "EnableTerminationProtection",
        "NotificationARNs",
        "ResourceTypes",
        "RetainExceptOnCreate",
        "RoleARN",
        "RollbackConfiguration",
        "StackPolicyBody",
        "StackPolicyURL",
        "TimeoutInMinutes",
      ],
      ignores: ["ClientRequestToken", "DisableValidation"],
      from: ["model", "guide", "templates", "customResources", "sam"],
    },
    DeleteChangeSet: { from: ["model"] },
    DeleteStack: {
      refuses: ["DeletionMode", "DeploymentConfig", "RoleARN"],
      ignores: ["ClientRequestToken"],
      from: ["model", "guide", "samCli"],
    },
    DescribeChangeSet: {
      lacks: "values before and after",
      ignores: ["IncludePropertyValues"],
      from: ["model", "samCli"],
    },
    DescribeStackEvents: { lacks: "`ResourceProperties`, `ClientRequestToken`, hooks", from: ["model", "samCli"] },
    DescribeStackResource: { lacks: "drift, metadata", from: ["model"] },
    DescribeStackResources: { lacks: "drift", from: ["model"] },
    DescribeStacks: { lacks: "drift", from: ["model", "samCli"] },
    ExecuteChangeSet: {
      refuses: ["DisableRollback", "RetainExceptOnCreate"],
      ignores: ["ClientRequestToken"],
      from: ["model", "guide", "customResources", "samCli"],
    },
    GetTemplate: { from: ["model", "samCli"] },
    GetTemplateSummary: {
      lacks: "resource identifiers",
      refuses: ["CallAs", "StackSetName"],
      ignores: ["TemplateSummaryConfig"],
      from: ["model", "samCli"],
    },
    ListChangeSets: { from: ["model"] },
    ListStackResources: { lacks: "drift", from: ["model", "samCli"] },
    ListStacks: { from: ["model"] },
    UpdateStack: {
      lacks: `${templates}; stack policies`,
      refuses: [
        "DeploymentConfig",
        "DisableRollback",
        "NotificationARNs",
        "ResourceTypes",
        "RetainExceptOnCreate",
        "RoleARN",
        "RollbackConfiguration",
        "StackPolicyBody",
        "StackPolicyDuringUpdateBody",
        "StackPolicyDuringUpdateURL",
        "StackPolicyURL",
      ],
      ignores: ["ClientRequestToken", "DisableValidation"],
      from: ["model", "guide", "templates", "customResources", "sam"],
    },
    ValidateTemplate: {
      lacks: "references, functions and types of resources, which are looked at when a change set or a stack is made",
      from: ["model"],
    },
  },
  guesses: [
    {
      id: "what-is-under-way",
      about: ["CreateStack", "UpdateStack", "ExecuteChangeSet"],
      what: "What is under way when something else fails is waited for, not cancelled; no two events of a stack have the same time",
      silent: "AWS CloudFormation User Guide: shows events of cancelled resources",
    },
    {
      id: "where-templates-fail",
      about: ["CreateChangeSet"],
      what: "What a SAM template does wrong is told by the change set's status, wrong parameters and missing capabilities by CreateChangeSet's answer",
      silent: "the model, CreateChangeSet",
    },
    {
      id: "custom-resources-that-went-back",
      about: ["UpdateStack", "ExecuteChangeSet"],
      what: "A custom resource that changed its id in an update that is rolled back is asked to change back, and then every id but the last is deleted; its ResponseURL takes no content type",
      silent: "AWS CloudFormation Template Reference, custom resources",
    },
    {
      id: "words-of-rules",
      about: ["CreateStack", "CreateChangeSet"],
      what: "The words around what a template's rule says itself",
      silent: "AWS CloudFormation Template Reference, rules: shows the assertion's description alone",
    },
  ],
});
