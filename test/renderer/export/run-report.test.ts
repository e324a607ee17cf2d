import { expect, it } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { encodeLines } from '../../../renderer/features/export/export-all';
import { runReport } from '../../../renderer/features/export/run-report';
import { applyEvents, noRun } from '../../../renderer/store/run-facts';
import { plan, training } from '../chart-data/fixtures';

const shown = plan({
  classNames: ['dog', 'cat'],
  versions: { tensorflow: '2.15.1' },
  models: [
    { name: '', parameters: 5, layers: [{ name: 'dense', className: 'Dense', outputShape: [null, 1], parameters: 5 }] },
  ],
});
const edit = { kind: 'hyperparameter', name: 'learningRate', value: 0.01 } as const;
const relabel = {
  kind: 'relabel-row',
  row: { source: 'a.csv', row: 12 },
  output: '',
  target: [1],
  given: [0],
} as const;
const events: readonly TrainingEvent[] = [
  { type: 'plan', plan: shown },
  ...training(20, 10),
  { type: 'edit', id: 1, step: 20, model: '', edit, was: 0.1 },
  {
    type: 'log',
    time: Date.UTC(2026, 0, 2),
    step: 20,
    source: 'train',
    level: 'info',
    message: { code: 'edited', values: { id: 2, step: 20, model: '', edit: relabel, was: null } },
  },
  {
    type: 'log',
    time: Date.UTC(2026, 0, 2),
    step: 20,
    source: 'experiment',
    level: 'info',
    message: { code: 'printed', values: { text: 'hello' } },
  },
  { type: 'state', state: { status: 'finished', step: 20 } },
];

it('tells what was trained, what came of it, what was changed, and what was said', () => {
  const series = new RunSeries();
  series.apply(events);
  const facts = applyEvents(noRun, events);
  const report = runReport({ plan: shown, series, facts, info: undefined, language: 'en' });
  expect(report).toMatch(/^# digits\n\nFinished after 20 steps\.\n/);
  for (const words of [
    'tensorflow 2.15.1',
    '- Seed: 7',
    'Lowest validation loss: 2.100 at step 20',
    '- loss, batch, step 20: 2.000',
    '- loss, validation, step 20: 2.100',
    '| dense | Dense | ?×1 | 5 |',
    '- after step 20: ',
    '0.1 → 0.01',
    '2026-01-02T00:00:00.000Z  20  print  hello',
  ]) {
    expect(report).toContain(words);
  }
  expect(report).toMatch(/^2026.* {2}train {2}.*#12 of a\.csv.* dog → cat/m);
  expect(runReport({ plan: shown, series, facts, info: undefined, language: 'zh-CN' })).toContain('## 结果');
});

it('encodes as many lines as there are', () => {
  const lines = Array.from({ length: 25_001 }, (_, i) => `第${i}行`);
  expect(new TextDecoder().decode(encodeLines(lines))).toBe(`${lines.join('\n')}\n`);
  expect(encodeLines([])).toHaveLength(0);
});
