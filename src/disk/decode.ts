// Bytes of a file as text, or why they are none.

export type Encoding = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be";

export type Decoded = { readonly text: string; readonly encoding: Encoding } | { readonly problem: string };

/** The byte order mark is no part of the text. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeAs(bytes.subarray(3), "utf-8", "utf-8 with mark");
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes.subarray(2), "utf-16le", "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes.subarray(2), "utf-16be", "utf-16be");
  if (isArchive(bytes)) return { problem: "This is an archive, not a text file. It was not audited; unpack it, and audit what is in it." };
  if (bytes.subarray(0, 8192).includes(0)) return { problem: "This is no text file: it has zero bytes in it. It was not audited." };
  return decodeAs(bytes, "utf-8", "utf-8");
}

/** By its first bytes: zip, gzip, 7z, xz, bzip2, zstd or rar; tar has them further in. */
export function isArchive(bytes: Uint8Array): boolean {
  return archives.some(([start, first]) => first.every((byte, index) => bytes[start + index] === byte));
}

const archives: readonly (readonly [start: number, bytes: readonly number[]])[] = [
  [0, [0x50, 0x4b, 0x03, 0x04]],
  [0, [0x50, 0x4b, 0x05, 0x06]],
  [0, [0x1f, 0x8b]],
  [0, [0x37, 0x7a, 0xbc, 0xaf]],
  [0, [0xfd, 0x37, 0x7a, 0x58]],
  [0, [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59]],
  [0, [0x28, 0xb5, 0x2f, 0xfd]],
  [0, [0x52, 0x61, 0x72, 0x21, 0x1a]],
  [257, [0x75, 0x73, 0x74, 0x61, 0x72]],
];

function decodeAs(bytes: Uint8Array, label: string, encoding: Encoding): Decoded {
  try {
    return { text: decoderOf(label).decode(bytes), encoding };
  } catch {
    return { problem: `This is not valid ${label.toUpperCase()} text. It was not audited; save it as UTF-8.` };
  }
}

/** Decoders are free of state between whole texts, and making one costs more than most files. */
const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  const known = decoders.get(label) ?? new TextDecoder(label, { fatal: true, ignoreBOM: true });
  decoders.set(label, known);
  return known;
}

/** Text as bytes in the encoding that its file had. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text, "utf8");
    case "utf-8 with mark":
      return Buffer.from(`\ufeff${text}`, "utf8");
    case "utf-16le":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf-16be":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  }
}
