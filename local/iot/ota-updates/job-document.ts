import type { Protocol } from "@aws-sdk/client-iot";
import type { Account } from "../../account.ts";

/** How a file is signed, as devices are told. */
export interface Signature {
  /** `SHA256` and `ECDSA`, in any case. */
  readonly hash: string;
  readonly algorithm: string;
  /** Base64 of the signature. */
  readonly text: string;
  /** Where the device keeps the certificate. */
  readonly certificateName: string | undefined;
}

/** A file as an OTA job offers it. */
export interface JobFile {
  readonly fileName: string | undefined;
  readonly fileType: number | undefined;
  /** Its id in the stream. */
  readonly fileId: number;
  /** Bytes of the image itself. */
  readonly size: number;
  /** Where the image itself is. */
  readonly location: { readonly bucket: string; readonly key: string; readonly version: string | undefined };
  readonly signature: Signature | undefined;
}

/**
 * The document of an OTA job, as AWS writes it for its own device library ("OTA job document"): sizes and ids are
 * numbers, what does not apply is null, `fileType` is there only when it was given. Versions and attributes of files are
 * never told to devices.
 */
export function jobDocument({
  account,
  protocols,
  streamId,
  files,
}: {
  account: Account;
  protocols: readonly Protocol[];
  /** Nothing for updates by HTTP alone. */
  streamId: string | undefined;
  files: readonly JobFile[];
}): string {
  const isByHttp = protocols.includes("HTTP");
  const document = {
    afr_ota: {
      protocols,
      ...(streamId !== undefined && { streamname: streamId }),
      files: files.map((file) => ({
        filepath: file.fileName ?? null,
        filesize: file.size,
        fileid: file.fileId,
        certfile: file.signature?.certificateName ?? null,
        ...(file.fileType !== undefined && { fileType: file.fileType }),
        update_data_url: isByHttp ? urlPlaceholder(account, file.location) : null,
        auth_scheme: isByHttp ? "aws.s3.presigned" : null,
        [signatureMember(file.signature)]: file.signature?.text ?? null,
      })),
    },
  };
  return JSON.stringify(document);
}

/** `sig-sha256-ecdsa`; an unsigned file's is `sig--`. */
function signatureMember(signature: Signature | undefined): string {
  return `sig-${signature?.hash ?? ""}-${signature?.algorithm ?? ""}`.toLowerCase();
}

/**
 * What Jobs replaces by a presigned URL each time a device fetches the document. That it names the version is a guess;
 * without it devices would get whatever was uploaded last.
 */
function urlPlaceholder(account: Account, { bucket, key, version }: JobFile["location"]): string {
  const path = key.split("/").map(encodeURIComponent).join("/");
  const query = version === undefined ? "" : `?versionId=${encodeURIComponent(version)}`;
  return `\${aws:iot:s3-presigned-url:https://s3.${account.region}.amazonaws.com/${bucket}/${path}${query}}`;
}
