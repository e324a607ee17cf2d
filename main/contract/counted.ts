/**
 * A number with its English noun: `1 row`, `2 rows`. For the catalogue, and for what errors expect and get.
 * @param count a number, or one that is written out: `1,234`
 */
export function counted(count: number | string, noun: string, plural = `${noun}s`): string {
  return `${count} ${String(count) === '1' ? noun : plural}`;
}
