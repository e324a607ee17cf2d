import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

type Side = { readonly path?: string; readonly pathNot?: string };
type Rule = { readonly from: Side; readonly to: Side };

const root = resolve(import.meta.dirname, '../..');
const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  readonly forbidden: readonly Rule[];
};
const configFile = pathToFileURL(join(root, 'eslint.config.mjs')).href;
const { default: blocks } = (await import(configFile)) as { readonly default: readonly Linter.Config[] };

const folders = ['main', 'renderer', 'test', 'examples', 'scripts'];
const below = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.split(sep).join('/')}`,
  );
const files = [...readdirSync(root), ...folders.flatMap(below)];

/** A regular expression once for each choice in it: of `^(a|b)/|^c/` come `^a/`, `^b/` and `^c/`. */
function choicesOf(pattern: string): readonly string[] {
  const group = /\((?!\?)([^()]*)\)/.exec(pattern);
  if (!group) return pattern.split('|');
  return group[1]!.split('|').flatMap((choice) => choicesOf(pattern.replace(group[0], () => choice)));
}

/** The patterns of ESLint, such as `main/{a,b}/**`, as regular expressions. */
function expressionOf(glob: string): string {
  const parts: { readonly [part: string]: string } = {
    '{': '(',
    ',': '|',
    '}': ')',
    '.': '\\.',
    '*': '[^/]*',
    '**': '.*',
  };
  return `^${glob.replace(/\*\*\/(?=\*)|\*\*|[{},.*]/g, (part) => parts[part] ?? '.*')}$`;
}

/** Choices that match no file: what they name has been moved, or is misspelt. */
function unmatched(patterns: Iterable<string>): readonly string[] {
  const choices = new Set([...patterns].flatMap(choicesOf));
  return [...choices].filter((choice) => !files.some((file) => new RegExp(choice).test(file)));
}

describe('paths that rules name', () => {
  it('are all there, in the import rules', () => {
    const paths = forbidden.flatMap(({ from, to }) => [from.path, from.pathNot, to.path, to.pathNot]);
    // Others name packages, or what another part of the rule has found.
    const own = paths.filter((path) => path !== undefined && !/node_modules|\$\d|batchpoint/.test(path));
    expect(own.length).toBeGreaterThan(forbidden.length);
    expect(unmatched(own as string[])).toEqual([]);
  });

  it('are all there, in the lint rules', () => {
    const own = blocks.filter(({ name }) => name?.startsWith('batchpoint/'));
    const globs = own.flatMap(({ files: named = [], ignores = [] }) => [...named.flat(), ...ignores]);
    expect(globs.length).toBeGreaterThan(10);
    expect(unmatched(globs.map(expressionOf))).toEqual([]);
  });

  it('are missed if they are not', () => {
    expect(unmatched(['^main/(training|nowhere)/', '^(renderer|main/(cli|lost))/'])).toEqual([
      '^main/nowhere/',
      '^main/lost/',
    ]);
    expect(unmatched(['main/{cli,nowhere}/**', '**/*.{ts,wrong}'].map(expressionOf))).toEqual([
      '^main/nowhere/.*$',
      '^.*[^/]*\\.wrong$',
    ]);
  });
});
