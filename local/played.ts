/** From where it is known what AWS answers. What none of these tells is a guess. */
export interface Source {
  readonly kind: "model" | "document" | "recording" | "code" | "report";
  readonly title: string;
  readonly url?: string;
}

/**
 * What local AWS plays of one operation: the whole of it, unless it says what it lacks.
 * @template Name the names of its service's sources
 */
export interface PlayedOperation<Name extends string = string> {
  /** In a few words: what AWS does, and local AWS does not. */
  readonly lacks?: string;
  /** Members of its input that are refused with 501 `NotImplemented`, by name: `apiService` sees to that. */
  readonly refuses?: readonly string[];
  /** Members of its input that are taken, and have no effect. */
  readonly ignores?: readonly string[];
  /** From where it is known how it answers. */
  readonly from: readonly Name[];
}

/** What we chose, because no source tells what AWS does. */
export interface Guess {
  /** A name that no other guess has. */
  readonly id: string;
  /** The operations it is about; none where it is about something else. */
  readonly about: readonly string[];
  /** What is played. */
  readonly what: string;
  /** The sources that would tell, and do not. */
  readonly silent: string;
}

/** What local AWS plays of one service of AWS's: data, beside the code that plays it. */
export interface Played<Name extends string = string> {
  /** `AWS Signer` */
  readonly service: string;
  /** In the credential scope of requests; nothing for what is not called by signed requests. */
  readonly signingName?: string;
  /** What of the service there is, in words. */
  readonly scope: string;
  readonly sources: Readonly<Record<Name, Source>>;
  readonly operations: Readonly<Record<string, PlayedOperation<NoInfer<Name>>>>;
  /** What is not played, by name, where no SDK of this project knows all operations. */
  readonly notPlayed?: readonly string[];
  readonly guesses: readonly Guess[];
}

/** The statement itself: its operations' sources have to be among its own. */
export function played<Name extends string>(statement: Played<Name>): Played {
  return statement;
}

/** The service's model: shapes, what they may be, errors, and texts, of which AWS's API reference is made too. */
export const model: Source = {
  kind: "model",
  title: "the service's model, as the AWS SDK for JavaScript v3 and botocore have it",
};

/** A page or a book of AWS's documentation. */
export function document(title: string, url: string): Source {
  return { kind: "document", title, url };
}

/** Whether all of an operation is played. */
export function isWhole({ lacks, refuses = [], ignores = [] }: PlayedOperation): boolean {
  return lacks === undefined && refuses.length === 0 && ignores.length === 0;
}
