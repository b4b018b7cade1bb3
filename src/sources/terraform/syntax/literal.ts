const escapes = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrt"\\])|\$\$\{|%%\{/g;

/** What stands between the quotes of a string, its escapes resolved. */
export function decodeQuoted(raw: string): string {
  return raw.replace(escapes, (found) => {
    switch (found.charAt(1)) {
      case "n":
        return "\n";
      case "r":
        return "\r";
      case "t":
        return "\t";
      case "u":
      case "U": {
        const code = Number.parseInt(found.slice(2), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
      }
      default:
        return found.slice(1);
    }
  });
}

/** A heredoc has no escapes but the doubled marks of templates. */
export function decodePlain(raw: string): string {
  return raw.replace(/\$\$\{|%%\{/g, (found) => found.slice(1));
}
