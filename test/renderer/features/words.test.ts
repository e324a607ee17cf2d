import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages, textOf } from '../../../main/contract/text';
import { literalsIn } from './literals';

const renderer = resolve(import.meta.dirname, '../../../renderer');
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));

describe('literalsIn', () => {
  it.each([
    ['<p>Hello</p>', '1: Hello'],
    ['<p title="Hello" />', '1: Hello'],
    ["<p aria-label={'Hello'} />", '1: Hello'],
    ['<input placeholder={`Hello ${name}`} />', '1: Hello'],
    ["<p>{isOpen ? 'Open' : words.closed}</p>", '1: Open'],
    ["<p>{count > 0 && 'some'}</p>", '1: some'],
    ['<p>你好</p>', '1: 你好'],
  ])('finds the word in %s', (code, found) => {
    expect(literalsIn(`const element = ${code};`)).toEqual([found]);
  });

  it.each([
    '<p className="row">{words.row}</p>',
    '<p> / </p>',
    '<i>{kind === "a" && words.a}</i>',
    '<p>{`${a} / ${b}`}</p>',
  ])('lets %s pass', (code) => {
    expect(literalsIn(`const element = ${code};`)).toEqual([]);
  });
});

describe('the components', () => {
  it('are all looked at', () => {
    expect(components.length).toBeGreaterThan(20);
    expect(components).toContain('app.tsx');
  });

  it.each(components)('%s takes its words from the catalogue', (name) => {
    expect(literalsIn(readFileSync(join(renderer, name), 'utf8'))).toEqual([]);
  });
});

type Leaf = readonly [path: string, value: unknown];
const leavesOf = (node: unknown, path = ''): readonly Leaf[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key))
    : [[path, node]];

describe.each(languages)('the catalogue in %s', (language) => {
  const leaves = leavesOf(textOf(language));

  it('has the keys of the English one, each of the same kind', () => {
    const kinds = (list: readonly Leaf[]) => list.map(([path, value]) => `${path}: ${typeof value}`).sort();
    expect(kinds(leaves)).toEqual(kinds(leavesOf(textOf('en'))));
  });

  it('has words for every key', () => {
    expect(leaves.length).toBeGreaterThan(100);
    expect(leaves.filter(([, value]) => typeof value === 'string' && value.trim() === '')).toEqual([]);
  });
});
