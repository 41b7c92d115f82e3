/** Something that S3 has to do to be taken for S3, and the tests that show that local S3 does it. */
export interface Check {
  readonly says: string;
  /** Each by its file beside this one, without `.test.ts`, and its name. */
  readonly shownBy: readonly (readonly [file: string, name: string])[];
}

/**
 * What a client of S3's relies on, and what other S3 servers of npm's were found to lack when one was looked for: s3rver 3.7.1
 * did 15 of these, fauxqs 2.4.1 did 22.
 */
export const s3Checks: readonly Check[] = [
  {
    says: "an object comes back with its bytes, its type and their MD5",
    shownBy: [["objects", "comes back with its bytes, its type and the MD5 of its bytes as its ETag"]],
  },
  {
    says: "a streamed body is stored without its framing",
    shownBy: [["streaming-bodies", "arrives without its framing, as the SDK sends it"]],
  },
  { says: "user metadata is kept", shownBy: [["objects", "keeps what it was described with"]] },
  {
    says: "a checksum is kept, and told to who asks",
    shownBy: [["checksums", "%s is worked out, kept and told to who asks"]],
  },
  {
    says: "a body that a checksum is not of is refused",
    shownBy: [["checksums", "%s of other bytes is refused, and nothing is written"]],
  },
  { says: "a body that Content-MD5 is not of is refused", shownBy: [["checksums", "of others is refused"]] },
  {
    says: "a bucket's versioning is what it was set to",
    shownBy: [["versions", "is nothing until it is set, and then what it was set to"]],
  },
  { says: "a write has a version id", shownBy: [["versions", "gives every write a version id of its own"]] },
  {
    says: "a version is read by its id",
    shownBy: [["versions", "reads the version that is named, or else the newest"]],
  },
  { says: "versions are listed", shownBy: [["versions", "lists a key's versions, the newest first"]] },
  {
    says: "a delete leaves a marker, and the versions behind it",
    shownBy: [["versions", "hides a deleted object behind a delete marker and keeps its versions"]],
  },
  {
    says: "a version is deleted by its id",
    shownBy: [["versions", "deletes a version for good when it is named, and says nothing when there is none"]],
  },
  {
    says: "an object's tags are put and read",
    shownBy: [["tagging", "come with it or later, are read apart, and counted with it"]],
  },
  {
    says: "a multipart upload becomes an object whose ETag counts its parts",
    shownBy: [["multipart", "becomes one object of all its bytes, by the SDK's own Upload"]],
  },
  {
    says: "uploads and their parts are listed, and can be aborted",
    shownBy: [
      ["multipart", "is listed with its parts while it is under way"],
      ["multipart", "is gone with all its parts once it is aborted or completed"],
    ],
  },
  {
    says: "a part under 5 MiB is too small, but for the last",
    shownBy: [["multipart", "a part but the last is under 5 MiB"]],
  },
  { says: "a presigned URL gives an object", shownBy: [["presigned-urls", "gives an object to whoever has it"]] },
  { says: "a presigned URL expires", shownBy: [["presigned-urls", "has expired"]] },
  { says: "a presigned URL that was tampered with is refused", shownBy: [["presigned-urls", "was tampered with"]] },
  { says: "a presigned URL gives ranges", shownBy: [["presigned-urls", "gives a range of an object"]] },
  {
    says: "a presigned URL takes an upload",
    shownBy: [
      ["presigned-urls", "takes an upload of bytes that were not known when it was made, with the metadata that was"],
    ],
  },
  {
    says: "a presigned URL says what its answer is called",
    shownBy: [["presigned-urls", "decides what the answer calls the object"]],
  },
  { says: "a wrong secret is refused", shownBy: [["protocol", "is refused when it is signed with another secret"]] },
  { says: "who does not sign is denied", shownBy: [["presigned-urls", "is not signed at all"]] },
  {
    says: "ranges end at the object's end, begin from it, or cannot be satisfied",
    shownBy: [
      ["ranges", "is cut as %s says"],
      ["ranges", "cannot be satisfied: %j has no %s"],
    ],
  },
  { says: "a copy has its source's metadata", shownBy: [["copies", "has the bytes, metadata and tags of its source"]] },
  { says: "a copy has other metadata on demand", shownBy: [["copies", "has others where it is told to replace them"]] },
  { says: "a bucket's lifecycle comes back", shownBy: [["bucket-configurations", "its lifecycle"]] },
  {
    says: "a bucket's events can be sent to EventBridge",
    shownBy: [["bucket-configurations", "sends its events to EventBridge or not"]],
  },
  {
    says: "an event says key, size and version",
    shownBy: [["events", "says which version of what was written, how long it is and by which call"]],
  },
  {
    says: "If-None-Match: * writes over nothing",
    shownBy: [["conditional-writes", "lets the first write through and no other"]],
  },
  {
    says: "If-None-Match of a known ETag is not modified",
    shownBy: [["conditional-reads", "not modified: that ETag is known"]],
  },
  {
    says: "lists have prefixes, delimiters and pages",
    shownBy: [
      ["listing", "rolls up what shares a prefix up to the delimiter"],
      ["listing", "gives everything once in pages of %d"],
    ],
  },
  {
    says: "an object's attributes are told",
    shownBy: [["objects", "tells the attributes that it is asked for, and no others"]],
  },
  {
    says: "many objects are deleted at once",
    shownBy: [["versions", "deletes many at once, and tells what became of each"]],
  },
  { says: "a bucket that there is not is not found", shownBy: [["buckets", "is made, found, listed and deleted"]] },
  {
    says: "keys are only names",
    shownBy: [
      ["odd-keys", "%s is only a name"],
      ["odd-keys", "is never mixed up with another that looks like it"],
    ],
  },
  {
    says: "a bucket's encryption, public access block and policy come back",
    shownBy: [
      ["bucket-configurations", "says what objects are encrypted with, and never that they are not"],
      ["bucket-configurations", "its public access block"],
      ["bucket-configurations", "its policy"],
    ],
  },
];
