import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipeOf, sha256, sha256OfFile, sha256OfTree, verifyFile } from '../../scripts/setup/hash.mjs';
import { SetupError } from '../../scripts/setup/say.mjs';
import { scratchFolder } from './scratch';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('verifyFile', () => {
  it('accepts the file that was tested', () => {
    const file = join(scratchFolder(), 'abc');
    writeFileSync(file, 'abc');
    expect(sha256OfFile(file)).toBe(ABC);
    expect(() => verifyFile(file, ABC, 'abc')).not.toThrow();
  });

  it('refuses another file and shows both hashes', () => {
    const file = join(scratchFolder(), 'abd');
    writeFileSync(file, 'abd');
    expect(() => verifyFile(file, ABC, 'the package')).toThrow(SetupError);
    expect(() => verifyFile(file, ABC, 'the package')).toThrow(
      new RegExp(`the package[\\s\\S]*${ABC}[\\s\\S]*${sha256('abd')}`),
    );
  });

  it('refuses a file that is not there', () => {
    expect(() => verifyFile(join(scratchFolder(), 'none'), ABC, 'the package')).toThrow(/missing/);
  });
});

describe('recipeOf', () => {
  it('changes with the source of a module', () => {
    const file = join(scratchFolder(), 'recipe.mjs');
    writeFileSync(file, 'one');
    const before = recipeOf(file);
    writeFileSync(file, 'two');
    expect(recipeOf(file)).not.toBe(before);
  });
});

describe('sha256OfTree', () => {
  it('sees a changed, a new, a renamed and a missing file', () => {
    const root = scratchFolder();
    mkdirSync(join(root, 'main', 'deep'), { recursive: true });
    writeFileSync(join(root, 'main', 'deep', 'a.ts'), '1');
    const hashes = [sha256OfTree(root, ['main', 'lock.json'])];
    writeFileSync(join(root, 'main', 'deep', 'a.ts'), '2');
    hashes.push(sha256OfTree(root, ['main', 'lock.json']));
    writeFileSync(join(root, 'main', 'b.ts'), '2');
    hashes.push(sha256OfTree(root, ['main', 'lock.json']));
    writeFileSync(join(root, 'lock.json'), '{}');
    hashes.push(sha256OfTree(root, ['main', 'lock.json']));
    expect(new Set(hashes).size).toBe(4);
    expect(sha256OfTree(root, ['main', 'lock.json'])).toBe(hashes.at(-1));
  });
});
