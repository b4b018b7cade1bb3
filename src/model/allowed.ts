/** The spelling of a text that a parameter allows, case and blanks folded; undefined where it allows none such. */
export function allowedSpelling(text: string, allowed: readonly string[]): string | undefined {
  const plain = (one: string) => one.replace(/\s/g, "").toLowerCase();
  return allowed.find((one) => one === text) ?? allowed.find((one) => plain(one) === plain(text));
}
