/** The package has no types of its own. */
declare module "asl-validator" {
  interface Fault {
    readonly "Error code": string;
    readonly Message: string;
    readonly schemaError?: { readonly instancePath: string };
  }

  interface Options {
    readonly checkPaths: boolean;
    readonly checkArn: boolean;
  }

  /** Adds `QueryLanguage` to every state of the definition it is given. */
  function validate(definition: object, options: Options): { readonly errors: readonly Fault[] };

  export = validate;
}
