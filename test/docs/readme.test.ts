import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../main/contract/commands';
import { textOf } from '../../main/contract/text';
import { pageText } from './listings';

const root = resolve(import.meta.dirname, '../..');
const pages = ['README.md', 'README.zh-CN.md'] as const;
const [english, chinese] = pages.map((page) => pageText(`../${page}`)) as [string, string];

const programs = (text: string) =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, code]) => [kind, code]);
const tables = (text: string) => text.match(/(?:^\|.*\n)+/gm) ?? [];
const firstColumn = (table: string) =>
  table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.split('|')[1]!.trim());
const options = (text: string) => firstColumn(tables(text).find((table) => table.includes('`--break'))!);

/** Every key in the table of keys, as the commands write it. */
function keysOf(text: string): readonly string[] {
  const [start, end] = ['Ctrl+1 … Ctrl+6', 'Ctrl+1, Ctrl+2, Ctrl+3, Ctrl+4, Ctrl+5, Ctrl+6'];
  return firstColumn(tables(text).find((table) => table.includes('| F5'))!)
    .flatMap((cell) => cell.replace(start!, end!).replaceAll('`,`', '`Comma`').split(/, |、/))
    .map((key) => key.replaceAll('`', '').replace('Comma', ',').replace('Ctrl', 'CmdOrCtrl').replace(/^\+$/, 'Plus'));
}

describe.each([
  ['README.md', english],
  ['README.zh-CN.md', chinese],
])('%s', (_page, text) => {
  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(20);
    for (const link of links) expect(existsSync(resolve(root, link)), link).toBe(true);
  });

  it('lists every key of every command', () => {
    expect(keysOf(text)).toEqual(expect.arrayContaining(Object.values(commands).flatMap(({ keys }) => [...keys])));
  });

  it('lists options that the command line has', () => {
    const { usage } = textOf('en').cli;
    for (const option of options(text)) expect(usage).toContain(/--[a-z-]+/.exec(option)![0]);
  });
});

describe('both languages', () => {
  it('link to each other', () => {
    expect(english).toContain('(README.zh-CN.md)');
    expect(chinese).toContain('(README.md)');
  });

  it('have the same programs, options and examples', () => {
    expect(programs(chinese)).toEqual(programs(english));
    expect(options(chinese)).toEqual(options(english));
    const examples = (text: string) => text.match(/\(examples\/[\w-]+\.ts\)/g);
    expect(examples(chinese)).toEqual(examples(english));
  });

  it('have sections for the same things', () => {
    const headings = (text: string) => text.match(/^## /gm)?.length;
    expect(headings(chinese)).toBe(headings(english));
  });
});
