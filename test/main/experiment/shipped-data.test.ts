import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorText } from '../../../main/contract/text';
import { dataFile, unpacked } from '../../../main/experiment/shipped-data';

test.each(['digits.csv', 'iris.csv', 'train-images-idx3-ubyte', 't10k-labels-idx1-ubyte'])('%s is there', (name) => {
  expect(existsSync(dataFile(name))).toBe(true);
});

test('another name is refused, with those that there are and with how to write one of one’s own', () => {
  const known =
    'digits.csv, iris.csv, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte';
  const error = { code: 'data-not-shipped', values: { name: 'mine.csv', known } } as const;
  expect(() => dataFile('mine.csv')).toThrow(expect.objectContaining(error));
  for (const language of ['en', 'zh-CN'] as const)
    expect(errorText(error, language).next).toContain("join(import.meta.dirname, 'mine.csv')");
});

test('of an installed app the unpacked copy is named', () => {
  expect(unpacked('/opt/app/resources/app.asar/examples/a.csv')).toBe(
    '/opt/app/resources/app.asar.unpacked/examples/a.csv',
  );
  expect(unpacked('/opt/app.asar.unpacked/a.csv')).toBe('/opt/app.asar.unpacked/a.csv');
});
