// Where a text that is put together is wrong in one of its literals only.

export interface Narrowed {
  /** Offsets in the code, between the quotes. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The one literal of an expression that makes it come to `was` instead of `wanted`: what else it depends on, such as the cloud, is kept.
 * Undefined when there is none, or more than one that could be meant, and for a literal that is all of the code.
 */
export function narrow(code: string, quote: "'" | '"', was: string, wanted: string): Narrowed | undefined {
  // The pattern of 'format' is a literal too, so that what stands between two literals is taken for none.
  const literals = quote === "'" ? /'([^'\\${}]+|(?:[^'\\${}]|\{\d+\})*)'/g : /"([^"\\${}]+)"/g;
  const found = [...code.matchAll(literals)].flatMap(({ 0: whole, 1: inside = "", index }): readonly Narrowed[] => {
    const at = was.indexOf(inside);
    if (inside === "" || whole.length === code.trim().length || at < 0 || was.indexOf(inside, at + 1) >= 0) return [];
    const [before, after] = [was.slice(0, at), was.slice(at + inside.length)];
    if (wanted.length <= before.length + after.length || !wanted.startsWith(before) || !wanted.endsWith(after)) return [];
    return [{ start: index + 1, end: index + 1 + inside.length, text: wanted.slice(before.length, wanted.length - after.length) }];
  });
  const [only] = found;
  if (found.length === 0) return ofVaults(code, was, wanted);
  return found.length === 1 && only && /^[\w.-]+$/.test(only.text) ? only : undefined;
}

/** Private endpoints of vaults have a zone of their own word, whose rest is the suffix that every cloud has for vaults. */
function ofVaults(code: string, was: string, wanted: string): Narrowed | undefined {
  const [first, ...others] = code.matchAll(/environment\(\)\.suffixes\.keyvaultDns/gi);
  if (!first || others.length > 0 || was.replace(".vault.", ".vaultcore.") !== wanted) return undefined;
  return { start: first.index, end: first.index + first[0].length, text: `replace(${first[0]}, '.vault.', '.vaultcore.')` };
}
