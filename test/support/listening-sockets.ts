/** Where this process listens, as `127.0.0.1:4566`. Node.js tells of itself, so it works on every system. */
export function listeningSockets(): string[] {
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  const { excludeNetwork } = report;
  report.excludeNetwork = true; // or each address would be looked up by name
  const { libuv } = report.getReport() as unknown as { libuv: readonly Handle[] };
  report.excludeNetwork = excludeNetwork;
  return libuv
    .filter(({ type, remoteEndpoint, localEndpoint }) => type === "tcp" && !remoteEndpoint && localEndpoint)
    .map(({ localEndpoint }) => `${localEndpoint?.ip4 ?? localEndpoint?.ip6}:${localEndpoint?.port}`)
    .sort();
}

interface Handle {
  readonly type: string;
  readonly localEndpoint?: { readonly ip4?: string; readonly ip6?: string; readonly port: number };
  readonly remoteEndpoint?: object | null;
}
