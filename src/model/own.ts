/** What a table itself holds under a name that is not ours to choose; never what every object has, such as `constructor`. */
export function own<Held>(table: { readonly [name: string]: Held } | undefined, name: string): Held | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
