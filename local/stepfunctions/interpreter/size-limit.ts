/** The most bytes that input, output, a task's payload or result, or a variable may have (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
export const maximumSize = 262_144;
