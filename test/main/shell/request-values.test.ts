import { describe, expect, it } from 'vitest';
import { areValuesOf } from '../../../main/request-values';

const bytes = new Uint8Array([1]);
const picture = { name: 'loss', format: 'png', bytes };

describe('areValuesOf', () => {
  it('takes what the page sends', () => {
    expect(areValuesOf('app:info', [])).toBe(true);
    expect(areValuesOf('experiment:open', ['/home/ada/mine.ts'])).toBe(true);
    expect(areValuesOf('experiment:restart', [{ run: true }])).toBe(true);
    expect(areValuesOf('experiment:restart', [{ run: true, reseeds: true }])).toBe(true);
    expect(areValuesOf('experiment:restart', [{ run: true, reseeds: 7 }])).toBe(false);
    expect(areValuesOf('picture:save', [picture])).toBe(true);
    expect(areValuesOf('window:menu', [{ name: 'file', x: 8, y: 32 }])).toBe(true);
  });

  it('takes the files of a run by the names that it knows, and no others', () => {
    const exported = (name: string) => areValuesOf('export:save', [{ name: 'digits', files: [{ name, bytes }] }]);
    expect(['charts.svg', 'values.csv', 'report.md'].map(exported)).toEqual([true, true, true]);
    expect(['../values.csv', 'run.sh', ''].map(exported)).toEqual([false, false, false]);
    expect(areValuesOf('export:save', [{ name: 'digits', files: 'all' }])).toBe(false);
  });

  it('wants the right number of values', () => {
    expect(areValuesOf('app:info', [1])).toBe(false);
    expect(areValuesOf('experiment:open', [])).toBe(false);
  });

  it.each([
    ['another format', { ...picture, format: 'exe' }],
    ['no bytes', { ...picture, bytes: new Uint8Array() }],
    ['bytes of another kind', { ...picture, bytes: [1, 2] }],
    ['more than 64 MB', { ...picture, bytes: new Uint8Array(64 * 1024 * 1024 + 1) }],
    ['a name that is none', { ...picture, name: 7 }],
    ['no object', null],
  ])('refuses a picture with %s', (_what, value) => {
    expect(areValuesOf('picture:save', [value])).toBe(false);
  });

  it('refuses what is not in a list, and places between pixels', () => {
    expect(areValuesOf('window:control', ['destroy'])).toBe(false);
    expect(areValuesOf('window:menu', [{ name: 'file', x: 1.5, y: 0 }])).toBe(false);
    expect(areValuesOf('window:menu', [{ name: 'toString', x: 1, y: 0 }])).toBe(false);
  });

  it('refuses a path with a null byte', () => {
    expect(areValuesOf('experiment:open', ['/a.ts\0.png'])).toBe(false);
  });
});
