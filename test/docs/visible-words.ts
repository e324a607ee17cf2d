/** Every word of a catalogue that takes no values, without the dots of one that asks further. */
export function visibleWords(catalogue: object): ReadonlySet<string> {
  const words = (part: unknown): readonly string[] => {
    if (typeof part === 'string') return [part.replace(/…$/, '')];
    return typeof part === 'object' && part !== null ? Object.values(part).flatMap(words) : [];
  };
  return new Set(words(catalogue));
}

/** What a page shows in bold, in its order; not the beginnings of points in a list, nor sentences with a number. */
export function boldOf(text: string): readonly string[] {
  return [...text.matchAll(/(^- )?\*\*([^*\n]+)\*\*/gm)].flatMap(([, point, bold]) =>
    point === undefined && !/\d/.test(bold!) ? [bold!] : [],
  );
}
