/** s3rver in a process of its own: tells its endpoint, and keeps objects in the given directory until the benchmark has ended. */
import S3rver from "s3rver";

const [directory = "."] = process.argv.slice(2);
const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, vhostBuckets: false });
const { address, port } = await server.run();
process.once("disconnect", () => process.exit());
process.send?.(`http://${address}:${port}`);
