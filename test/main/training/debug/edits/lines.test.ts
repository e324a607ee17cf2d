import { afterEach, describe, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../../main/contract/debug/edits';
import { noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const rate = (step: number, value: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'hyperparameter', name: 'learningRate', value },
});

describe('edits of a line that is left', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());
  const rates = () => run.edits.map(({ step, edit }) => [step, edit.kind === 'hyperparameter' && edit.value]);

  it.each(['by hand', 'by plan'])(
    'stay with it where they were made %s, and what lies ahead comes on each',
    async (how) => {
      const first = rate(3, 0.1);
      run = await DebuggedSession.open(
        noisyExperiment,
        false,
        how === 'by hand' ? [rate(7, 0.2)] : [first, rate(7, 0.2)],
      );
      await run.step(3);
      if (how === 'by hand') await run.edit(first.edit as never);
      await run.step(2);
      expect(rates()).toEqual([[3, 0.1]]);
      await run.goTo(2);
      await run.step(6);
      expect(run.compiled.optimizer.learningRate).toBeCloseTo(0.2);
      expect(rates()).toEqual([
        [3, 0.1],
        [7, 0.2],
      ]);
      await run.goTo(6);
      expect(run.compiled.optimizer.learningRate).toBeCloseTo(0.001);
    },
  );
});
