/** It has no types of its own: as much of it as is used. */
declare module "s3rver" {
  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly vhostBuckets: boolean;
    });
    run(): Promise<{ readonly address: string; readonly port: number }>;
  }
}
