import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataFile, unpacked } from '../../../main/experiment/shipped-data';

test.each(['digits.csv', 'iris.csv', 'train-images-idx3-ubyte', 't10k-labels-idx1-ubyte'])('%s is there', (name) => {
  expect(existsSync(dataFile(name))).toBe(true);
});

test('another name is refused', () => {
  expect(() => dataFile('none.csv')).toThrow(expect.objectContaining({ code: 'file-missing' }));
});

test('of an installed app the unpacked copy is named', () => {
  expect(unpacked('/opt/app/resources/app.asar/examples/a.csv')).toBe(
    '/opt/app/resources/app.asar.unpacked/examples/a.csv',
  );
  expect(unpacked('/opt/app.asar.unpacked/a.csv')).toBe('/opt/app.asar.unpacked/a.csv');
});
