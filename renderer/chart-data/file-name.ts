/** A file as a person calls it: without its folder, unless the name alone says nothing, as that of a case. */
export function fileName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  const isOfCase = parts.at(-1) === 'training.json' && parts.length > 1;
  return (isOfCase ? parts.at(-2) : parts.at(-1)) ?? path;
}

/** Characters that stay at the end, at most: what tells files of one kind apart, and the ending. */
const longestTail = 10;

/** The same for where there is little room, at most `most` characters: a long one is shortened in the middle. */
export function shortFileName(path: string, most = 28): string {
  const letters = [...fileName(path)];
  if (letters.length <= most) return letters.join('');
  const tail = Math.min(longestTail, Math.floor(most / 2) - 1);
  return `${letters.slice(0, most - tail - 1).join('')}…${letters.slice(-tail).join('')}`;
}
