// An import would load all that node:http has, WebSocket and with it undici: a seventh of a cold start.
const { Agent, request } = process.getBuiltinModule("node:http");

const base = "/2018-06-01/runtime";

/** Lambda's Runtime API at `address` (`127.0.0.1:9001`), as the runtime sees it. */
export function createRuntimeApi(address) {
  const [host, port] = address.split(":");
  const agent = new Agent({ keepAlive: true });
  const send = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const sent = request({ host, port, path: base + path, method, agent, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part) => {
          text += part;
        });
        answer.on("end", () => resolve({ headers: answer.headers, body: text }));
        answer.on("error", reject);
      });
      sent.on("error", reject);
      sent.end(body);
    });
  const post = (path, body, headers) =>
    send("POST", path, body, {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-max-memory-used": process.resourceUsage().maxRSS, // KB; ours, not AWS's: Lambda measures from outside
    });
  const postError = (path, report) =>
    post(path, JSON.stringify(report), { "lambda-runtime-function-error-type": encodeURIComponent(report.errorType) });
  return {
    next: () => send("GET", "/invocation/next"),
    respond: (requestId, json) => post(`/invocation/${requestId}/response`, json),
    failInvocation: (requestId, report) => postError(`/invocation/${requestId}/error`, report),
    failInit: (report) => postError("/init/error", report),
  };
}
