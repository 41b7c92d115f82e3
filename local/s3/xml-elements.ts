import { XMLParser, XMLValidator } from "fast-xml-parser";
import { s3Error } from "./errors.ts";

/** An element of XML, without attributes and namespaces: S3 needs neither. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false, // a key may begin with a space
  processEntities: false, // the parser knows no numbered ones, and counts the others
  cdataPropName: "#cdata",
});

/** The root element of a document. @throws AwsError MalformedXML */
export function parseXml(document: string): Element {
  // S3 refuses document types: nothing it reads needs entities of its own
  if (/<!DOCTYPE/i.test(document) || XMLValidator.validate(document) !== true) throw s3Error("MalformedXML");
  let nodes: unknown;
  try {
    nodes = parser.parse(document);
  } catch {
    throw s3Error("MalformedXML");
  }
  const [root] = elementsIn(nodes);
  if (!root) throw s3Error("MalformedXML");
  return root;
}

/** The parser's nodes are objects with one name: `{ Key: [{ "#text": "a" }] }`. */
function elementsIn(nodes: unknown): Element[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name.startsWith("#")) return [];
    return [{ name, text: textIn(node[name]), children: elementsIn(node[name]) }];
  });
}

function textIn(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  return nodes
    .map((node: Record<string, unknown>) => {
      if (Array.isArray(node["#cdata"])) return String(node["#cdata"][0]?.["#text"] ?? "");
      return decodeEntities(String(node["#text"] ?? ""));
    })
    .join("");
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (_, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    const letter = name ? entities.get(name) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (letter === undefined) throw s3Error("MalformedXML");
    return letter;
  });
}
