import { expect, it } from 'vitest';
import type { ErrorReport } from '../../../../main/contract/errors';
import type { Phrase } from '../../../../main/contract/errors/phrases';
import { errorLine } from '../../../../main/contract/text';
import { englishIn } from './english';

const rows: Phrase = { phrase: 'rows-as-in', count: 3, file: 'x.npy' };
const gone: Phrase = { phrase: 'system-error', code: 'ENOSPC', message: 'ENOSPC: no space left on device, write' };

/** Each error with phrases in all places that may have one. */
const reports: readonly ErrorReport[] = [
  { code: 'data-file', values: { file: 'x.csv', row: 2, column: 'a', expected: rows, got: rows } },
  { code: 'yield-form', values: { got: rows } },
  { code: 'wrong-argument', values: { name: 'shape', expected: rows, got: '[3]' } },
  { code: 'model-json', values: { got: rows } },
  { code: 'model-file', values: { file: 'model.json', expected: 'JSON', got: rows } },
  { code: 'other-model', values: { file: 'model.json', expected: 'kernel [3]', got: rows } },
  { code: 'run-not-kept', values: { folder: '/kept', message: gone } },
  { code: 'history-disk', values: { folder: '/kept', message: gone } },
  { code: 'write-failed', values: { file: 'x.png', message: gone } },
  { code: 'tail-unread', values: { file: '/kept/tail', message: gone } },
  { code: 'capture-failed', values: { message: gone } },
  { code: 'file-unreadable', values: { file: 'edits.json', message: gone } },
  { code: 'unexpected', values: { message: gone } },
  { code: 'wrong-breakpoint', values: { field: '[1].id', expected: rows, got: 'b1' } },
  { code: 'batch-misfit', values: { file: 'batch.npz', error: { code: 'yield-form', values: { got: rows } } } },
];

it.each(reports)('$code says its phrases in both languages', (report) => {
  const [english, chinese] = [errorLine(report, 'en'), errorLine(report, 'zh-CN')];
  for (const line of [english, chinese]) expect(line).not.toContain('[object');
  expect(english).toMatch(/3 rows, as many as in x\.npy|no space left/);
  expect(chinese).toMatch(/3 行，与 x\.npy 相同|磁盘空间不足（ENOSPC）/);
  expect(englishIn(chinese)).toEqual([]);
});
