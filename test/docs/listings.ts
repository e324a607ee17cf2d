import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A program in a page of the documentation. */
export type Listing = {
  /** What the experiment calls itself, or the first words of the program. */
  readonly name: string;
  /** Line of the page at which it begins, from 1. */
  readonly line: number;
  readonly text: string;
};

/** The text of a page in `docs/`. */
export function pageText(page: string): string {
  return readFileSync(resolve(import.meta.dirname, '../../docs', page), 'utf8');
}

/** The fenced programs of a page that are in the given language, in their order. */
export function listingsOf(page: string, language: 'ts' | 'python'): readonly Listing[] {
  const text = pageText(page);
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => {
    const program = match[1]!;
    const name = /\bname: '([^']+)',\n/.exec(program)?.[1] ?? program.split('\n', 1)[0]!;
    return { name, line: text.slice(0, match.index).split('\n').length + 1, text: program };
  });
}
