import { describe, expect, it } from 'vitest';
import type { Phrase, PhraseName, PhraseValues } from '../../../../main/contract/errors/phrases';
import { inWords as english } from '../../../../main/contract/text/en/errors/phrases';
import { inWords as chinese } from '../../../../main/contract/text/zh-CN/errors/phrases';

/** Values for each phrase, none of which is a word of its own. */
const samples: { readonly [Name in PhraseName]: PhraseValues[Name] } = {
  'readable-file': {},
  'system-error': { code: 'ENOENT', message: "ENOENT: no such file or directory, open '/x.csv'" },
  'no-json': { message: 'Unexpected token } in JSON at position 17' },
  bytes: { count: 41 },
  'bytes-of-shape': { count: 41, shape: '[41]' },
  'first-bytes': { bytes: '80 75 3' },
  folder: {},
  'folder-for-each-class': {},
  'folders-without-picture': { folders: 41 },
  picture: {},
  'picture-not-decoded': { message: 'Unknown image file format.' },
  'empty-picture': {},
  'idx-file': { axes: 'two-or-more' },
  'labels-of-images': { count: 41 },
  'npy-array': {},
  'array-of-numbers': {},
  'numbers-of-types': { types: 'f4, i8' },
  'array-with-rows': {},
  'single-number': {},
  'rows-in-order': {},
  'fortran-order': {},
  'int32-numbers': {},
  'rows-as-in': { count: 41, file: '/x.npy' },
  'array-named': { name: 'x_1' },
  'unpackable-array': {},
  damaged: { checksum: 'CRC-32 0a1b2c3d' },
  'zip-archive': {},
  'no-list-at-end': {},
  'list-of-files': {},
  'something-else': {},
  'list-of-count': { count: 41 },
  'list-ended': { count: 41 },
  'stored-or-deflated': {},
  'packed-by': { name: 'x.npy', method: 12 },
  'utf-8-text': {},
  'header-and-rows': {},
  rows: {},
  lines: { count: 41 },
  records: { count: 41 },
  fields: { count: 41 },
  'one-of-columns': { columns: 'c1, c2' },
  'no-such-column': {},
  'columns-of-this-name': { count: 41 },
  number: {},
  word: {},
  nothing: {},
  'different-words': { most: 41 },
  more: {},
  'number-for-mean': {},
  none: {},
  'closing-quote': {},
  'none-to-end': {},
  'values-in-all': { count: 41 },
  'disposed-tensor': { tensor: 'tensor [41]' },
  unique: {},
  'no-value-for': { name: 'dense_1/bias' },
  'other-metrics': {},
  'no-variable': { name: 'dense_1/bias', value: 'float32 [41]' },
  'other-variable': { name: 'dense_1/bias', variable: 'float32 [41]', value: 'float32 [42]' },
  'other-size': { expected: 41, got: 42 },
  'no-tensor': { name: 'dense_1/bias' },
  'checksum-at': { byte: 41 },
  'no-events': {},
};

const phrases = Object.entries(samples).map(([phrase, values]) => ({ phrase, ...values }) as Phrase);

/** Formats, types and calls that are called the same in every language, as are codes and types of numbers. */
const terms =
  /\b(PNG|JPEG|IDX|npy|x93NUMPY|npz|zip|stored|deflate|Fortran|np\.ascontiguousarray|UTF|JSON|CRC|ENOENT)\b/g;

describe.each(phrases)('$phrase', (phrase) => {
  const values = Object.entries(phrase)
    .filter(([key]) => key !== 'phrase' && key !== 'message' && key !== 'axes')
    .map(([, value]) => String(value));

  it('is worded in English', () => {
    expect(english(phrase)).toMatch(/[a-z]/);
    expect(english(phrase)).not.toMatch(/undefined|\[object|NaN/);
  });

  it('is worded in Chinese, with the same values and no English word', () => {
    const words = chinese(phrase);
    expect(words).toMatch(/\p{Script=Han}/u);
    if (phrase.phrase !== 'system-error') for (const value of values) expect(english(phrase)).toContain(value);
    for (const value of values) expect(words).toContain(value);
    const own = values.reduce((rest, value) => rest.replaceAll(value, ''), words);
    expect(own.replaceAll(terms, '')).not.toMatch(/[A-Za-z]{2,}|undefined/);
  });
});

it('notation is said as it is', () => {
  for (const inWords of [english, chinese]) expect(inWords('integer >= 1')).toBe('integer >= 1');
});

it('counts one in English without a plural', () => {
  const one = (phrase: 'bytes' | 'lines' | 'records' | 'fields') => english({ phrase, count: 1 });
  expect((['bytes', 'lines', 'records', 'fields'] as const).map(one)).toEqual([
    '1 byte',
    '1 line',
    '1 record',
    '1 field',
  ]);
});

it('a system error without words of its own is said as the system says it', () => {
  const message = 'EWHATEVER: something new';
  expect(chinese({ phrase: 'system-error', code: 'EWHATEVER', message })).toBe(message);
  expect(english({ phrase: 'system-error', code: 'ENOENT', message })).toBe(message);
});

it('says where JSON is broken, if the message does', () => {
  expect(chinese({ phrase: 'no-json', message: 'Unexpected token } in JSON at position 17' })).toBe(
    '不是有效的 JSON（位置 17）',
  );
  expect(chinese({ phrase: 'no-json', message: 'Unexpected end of JSON input' })).toBe('不是有效的 JSON');
});
