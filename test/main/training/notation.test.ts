import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../../../main/trainer/backend';
import { NdArray } from '../../../main/training/data/nd-array';
import { notationOf } from '../../../main/training/notation';

const names = Object.fromEntries([...'abcdefghij'].map((name) => [name, [1]]));

it.each([
  ['a number that is none', NaN, 'NaN'],
  ['nothing', undefined, 'undefined'],
  ['a text', 'adam', "'adam'"],
  ['a long text', 'x'.repeat(200), `'${'x'.repeat(59)}…'`],
  ['a short list', [1, [NaN, 'mse'], null], "[1, [NaN, 'mse'], null]"],
  ['a long list', Array.from({ length: 512 }, () => 0), 'Array(512)'],
  ['a list of long lists', [new Array(512).fill(0), 5], '[Array(512), 5]'],
  ['a list of few long texts', ['x'.repeat(40), 'y'.repeat(40)], 'Array(2)'],
  ['an array', [new NdArray(Float32Array.of(1, 2), [1, 2]), Float32Array.of(1)], '[array [1, 2], Float32Array]'],
  ['an object of plain values', { 0: 1, 1: NaN }, '{ 0: 1, 1: NaN }'],
  ['an object of data', { x: [1], y: 2 }, '{ x, y }'],
  ['an object of many names', names, '{ a, b, c, d, e, f, g, h, … }'],
  ['an object without fields', {}, '{}'],
  ['a function', function items() {}, 'function items'],
  ['a URL', new URL('https://data.example/a.csv'), "new URL('https://data.example/a.csv')"],
  ['a promise', Promise.resolve(1), 'Promise'],
])('%s is written so that it can be recognised', (_, value, text) => {
  expect(notationOf(value)).toBe(text);
});

it('a tensor is written by its shape', () => {
  const tensor = tensor2d([[1, 2]]);
  expect(notationOf([tensor, tensor])).toBe('[tensor [1, 2], tensor [1, 2]]');
  tensor.dispose();
});
