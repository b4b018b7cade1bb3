// Reads files without ever throwing: a file is text, is not there, or is a problem in words.
// A file is read in one go: its size is bounded, and a thread for each of its four calls takes more processor time than the calls do.
// Whoever reads many files gives way between them.
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Decoded, decode, isArchive } from "./decode.ts";
import { uriOf } from "./uri.ts";

export type Loaded = Decoded | "missing";

/** A template has at most 4 MB to be deployed; ten leave room for compiled ones with everything inside. */
const largest = 10 * 1024 * 1024;

export async function loadFile(path: string, most = largest): Promise<Loaded> {
  const read = readRegular(path, most);
  return read === "missing" || "problem" in read ? read : decode(read.bytes);
}

/** The bytes of a file of a bounded size. Nothing that has no end, or that waits for somebody, is ever opened to be read. */
export function readRegular(path: string, most: number): { readonly bytes: Uint8Array } | { readonly problem: string } | "missing" {
  try {
    const about = statSync(path, { throwIfNoEntry: false });
    if (!about || about.isDirectory()) return "missing";
    if (!about.isFile()) return irregular;
    if (about.size <= most) return readWhole(path, about.size);
    const size = Math.round(about.size / 1024 / 1024);
    return {
      problem: `This file has ${size} MB, and files over ${most / 1024 / 1024} MB are not read. It was not audited; split it, or leave it out by 'exclude' in the configuration.`,
    };
  } catch (error) {
    return failure(error);
  }
}

const irregular = { problem: "This is no regular file. It was not audited." };

const utf8 = new TextDecoder();

/** The first bytes of a file as text, cut anywhere; undefined when it cannot be read. */
export async function loadHead(path: string, length: number): Promise<{ readonly text: string } | "archive" | undefined> {
  try {
    const about = statSync(path);
    if (!about.isFile()) return undefined;
    const bytes = within(path, (file) => readBytes(file, Math.min(length, about.size)));
    if (isArchive(bytes)) return "archive";
    if (bytes[0] !== 0xff && bytes[0] !== 0xfe) return { text: utf8.decode(bytes) };
    return { text: new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes) };
  } catch {
    return undefined; // the whole file is asked for when it matters, and says why it cannot be read
  }
}

/** URIs of the files directly in a folder, sorted. */
export async function listFolder(path: string): Promise<readonly string[] | "missing" | { readonly problem: string }> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => uriOf(join(path, entry.name)))
      .sort();
  } catch (error) {
    const failed = failure(error);
    return failed === "missing" ? failed : { problem: failed.problem.replace("This file", "This folder") };
  }
}

function readWhole(path: string, size: number): ReturnType<typeof readRegular> {
  return within(path, (file) => {
    // What the name stands for, and how long it is, may have changed since it was looked at.
    const before = fstatSync(file);
    if (!before.isFile()) return irregular;
    const bytes = readBytes(file, size);
    const after = fstatSync(file);
    const same = bytes.length === size && after.size === size && after.mtimeMs === before.mtimeMs;
    return same ? { bytes } : { problem: "This file changed while it was read. It was not audited; run the audit again." };
  });
}

function within<Result>(path: string, work: (file: number) => Result): Result {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

function readBytes(file: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const bytesRead = readSync(file, bytes, filled, length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** Why reading or writing failed, as the end of a sentence without its stop. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "it is not there";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "you may not do that";
    case "EISDIR":
      return "it is a folder";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    default:
      return code || String(error);
  }
}

/** What a failed read means, in words. */
export function failure(error: unknown): "missing" | { readonly problem: string } {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "EACCES":
    case "EPERM":
      return { problem: "This file may not be read by you. It was not audited; change its permissions." };
    case "ELOOP":
      return { problem: "This is a link that leads back to itself. It was not audited." };
    default:
      return { problem: `This file could not be read (${code || String(error)}). It was not audited.` };
  }
}
