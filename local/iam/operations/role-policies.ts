import type {
  GetPolicyRequest,
  GetPolicyResponse,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
} from "@aws-sdk/client-iam";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { managedPolicy } from "../managed-policies.ts";
import { encodedDocument, type FindRoles, roleNamed } from "../role.ts";
import { pageSize } from "./page-size.ts";

/** @throws AwsError NoSuchEntityException */
export function listRolePolicies(
  { RoleName, Marker, MaxItems }: ListRolePoliciesRequest,
  roles: FindRoles,
): ListRolePoliciesResponse {
  const names = roleNamed(RoleName, roles).policies.map(({ name }) => name);
  const { items, nextToken } = pageOf(names.sort(), pageSize(MaxItems, Marker), (name) => name);
  return { PolicyNames: items, IsTruncated: nextToken !== undefined, Marker: nextToken };
}

/** @throws AwsError NoSuchEntityException */
export function getRolePolicy({ RoleName, PolicyName }: GetRolePolicyRequest, roles: FindRoles): GetRolePolicyResponse {
  const found = roleNamed(RoleName, roles).policies.find(({ name }) => name === PolicyName);
  if (!found) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
  return { RoleName, PolicyName, PolicyDocument: encodedDocument(found.document) };
}

/** @throws AwsError NoSuchEntityException */
export function listAttachedRolePolicies(
  { RoleName, PathPrefix = "/", Marker, MaxItems }: ListAttachedRolePoliciesRequest,
  roles: FindRoles,
): ListAttachedRolePoliciesResponse {
  const arns = roleNamed(RoleName, roles).managedPolicyArns.filter((arn) => arn.includes(`:policy${PathPrefix}`));
  const { items, nextToken } = pageOf(arns, pageSize(MaxItems, Marker), (arn) => arn);
  const attached = items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn }));
  return { AttachedPolicies: attached, IsTruncated: nextToken !== undefined, Marker: nextToken };
}

/** @throws AwsError NoSuchEntityException */
export function getPolicy({ PolicyArn }: GetPolicyRequest, roles: FindRoles): GetPolicyResponse {
  const { arn, name, path, version } = managedPolicy(PolicyArn);
  const attachments = [...roles()].filter(({ managedPolicyArns }) => managedPolicyArns.includes(arn)).length;
  return {
    Policy: {
      PolicyName: name,
      Arn: arn,
      Path: path,
      DefaultVersionId: version,
      AttachmentCount: attachments,
      IsAttachable: true,
    },
  };
}

/** @throws AwsError NoSuchEntityException */
export function getPolicyVersion({ PolicyArn, VersionId }: GetPolicyVersionRequest): GetPolicyVersionResponse {
  const { version, document } = managedPolicy(PolicyArn);
  if (VersionId !== version) throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist.`);
  return { PolicyVersion: { Document: encodedDocument(document), VersionId, IsDefaultVersion: true } };
}

function noSuchEntity(message: string): AwsError {
  return new AwsError("NoSuchEntityException", message);
}
