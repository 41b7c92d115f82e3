import { AwsError } from "./http/aws-error.ts";

/**
 * Whatever is there for the service that an ARN names: `arn:aws:sqs:…` is `sqs`.
 * @throws AwsError ValidationException, by name, when nothing is
 */
export function routeByArn<Route>(routes: Readonly<Record<string, Route>>, arn: string): Route {
  const [, , service = ""] = arn.split(":");
  const route = Object.hasOwn(routes, service) ? routes[service] : undefined;
  if (route === undefined) {
    const known = Object.keys(routes).join(", ");
    throw new AwsError("ValidationException", `Local AWS sends nothing to ${arn}: it sends to ${known}`, 400);
  }
  return route;
}
