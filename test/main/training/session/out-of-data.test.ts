import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer } from '../../../../main/training/debug/answers';
import { memory } from '../../../../main/training/tf';
import { batches, hashOf, noisyExperiment, openWithHistory, until, type Observed } from './session-fixture';

describe('a run whose data ended early', () => {
  let folder = '';
  let run: Observed;
  const validate = () => answer(run.session.debugContext(), 'validate', []);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-ended-'));
    run = await openWithHistory(
      {
        ...noisyExperiment,
        epochs: 3,
        *train(context) {
          let left = 14;
          for (const item of batches(context)) {
            if (left-- === 0) return;
            yield item;
          }
        },
        validation: batches,
        validationSteps: 3,
        validationFreq: 3,
      },
      folder,
    );
    run.session.run();
    expect(await until(run.session, 'out-of-data')).toEqual({ status: 'out-of-data', step: 14 });
  });
  afterEach(() => {
    run.session.dispose();
    rmSync(folder, { recursive: true });
  });

  it('can be validated as it is, as often as one likes, and nothing of it changes', async () => {
    const before = hashOf(run.session);
    const first = await validate();
    expect(Object.keys(first!)).toEqual(['val_loss', 'val_accuracy']);
    const { numTensors } = memory();
    expect(await validate()).toEqual(first); // the same batches again
    expect(hashOf(run.session)).toBe(before);
    expect(memory().numTensors).toBe(numTensors);
    expect(run.events.filter(({ type }) => type === 'validated')).toEqual([
      { type: 'validated', step: 14, logs: first },
      { type: 'validated', step: 14, logs: first },
    ]);
  });

  it('gives the numbers that the training gives at the end of an epoch', async () => {
    const logs = await validate();
    run.session.stepBack(4);
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: 10, head: 14 });
    await expect(validate()).rejects.toMatchObject({ code: 'illegal-command' }); // only where it is over
    run.session.run();
    await until(run.session, 'out-of-data');
    expect(await validate()).toEqual(logs);
  });

  it('can be taken as finished, and still goes back', async () => {
    run.session.finish();
    expect(run.session.state).toEqual({ status: 'finished', step: 14 });
    expect(() => run.session.finish()).toThrow(expect.objectContaining({ code: 'illegal-command' }));
    run.session.stepBack();
    await until(run.session, 'paused');
    expect(run.session.state).toMatchObject({ step: 13, head: 14 });
  });
});
