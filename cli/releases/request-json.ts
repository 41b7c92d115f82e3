/**
 * A request as it goes over the wire, and as the AWS CLI takes it by `--cli-input-json`: bytes in base64. What only stands for
 * bytes (`<signature of app.bin>`) stays as it is.
 */
export function requestJson(request: object): unknown {
  return JSON.parse(JSON.stringify(request, (_, value) => (value instanceof Uint8Array ? bytesText(value) : value)));
}

/** The same, in lines. */
export function requestText(request: object): string {
  return JSON.stringify(requestJson(request), undefined, 2);
}

function bytesText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString();
  return text.startsWith("<") ? text : buffer.toString("base64");
}
