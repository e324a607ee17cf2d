import type { Domain } from './domains';

/** In how many parts, side by side, a long area is drawn whose beginning moves: only the one there is painted anew. */
export const coverParts = 8;

/** Both ends of each part, in pixels. Before `from` nothing is covered: parts there have no width. */
export function partsOfCover([begin, end]: Domain, from: number): readonly Domain[] {
  const place = (part: number): number => Math.floor(begin + ((end - begin) * part) / coverParts);
  return Array.from({ length: coverParts }, (_, part) => {
    const right = part + 1 < coverParts ? place(part + 1) : end;
    return [Math.min(Math.max(from, place(part)), right), right];
  });
}
