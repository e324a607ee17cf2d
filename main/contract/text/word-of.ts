/** What a part of the catalogue calls something that an error names; the name itself where it has no words. */
export function wordOf<Part extends string>(
  words: { readonly [name: string]: { readonly [Each in Part]: string } },
  name: string,
  part: Part,
): string {
  return words[name]?.[part] ?? name;
}
