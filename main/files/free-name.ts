import { existsSync } from 'node:fs';

/** Names in the order in which they are tried: the wanted one, then with a number behind it, from 2 on. */
function* numbered(stem: string, extension: string): Generator<string, never> {
  yield `${stem}${extension}`;
  for (let number = 2; ; number += 1) yield `${stem}-${number}${extension}`;
}

/** The first path at which nothing is yet. */
export function freePath(stem: string, extension = ''): string {
  const paths = numbered(stem, extension);
  let { value: path } = paths.next();
  while (existsSync(path)) path = paths.next().value;
  return path;
}

/**
 * Makes something at the first path at which nothing is yet: others may make theirs at the same time.
 * @param make fails with `EEXIST` where something is
 * @returns the path
 * @throws whatever else `make` fails with
 */
export async function makeAtFreePath(
  make: (path: string) => Promise<unknown>,
  stem: string,
  extension = '',
): Promise<string> {
  const paths = numbered(stem, extension);
  for (;;) {
    const { value: path } = paths.next();
    try {
      await make(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
