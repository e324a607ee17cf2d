import { expect, it } from 'vitest';
import { fileName, shortFileName } from '../../../renderer/chart-data/file-name';

it('calls a file by its name, and that of a case by its folder', () => {
  expect(fileName('/runs/today/batch.npz')).toBe('batch.npz');
  expect(fileName('C:\\runs\\batch.npz')).toBe('batch.npz');
  expect(fileName('/runs/case-240/training.json')).toBe('case-240');
  expect(fileName('training.json')).toBe('training.json');
});

it('shortens a long name in the middle: beginning, number and ending stay', () => {
  expect(shortFileName('/a/batch.npz')).toBe('batch.npz');
  const long = shortFileName('/a/a-very-long-name-that-somebody-gave-step-1200.npz');
  expect(long).toBe('a-very-long-name-…p-1200.npz');
  expect(long).toHaveLength(28);
  expect(shortFileName('/a/批次批次批次批次批次批次批次批次-1.npz', 16)).toBe('批次批次批次批次…次-1.npz');
});
