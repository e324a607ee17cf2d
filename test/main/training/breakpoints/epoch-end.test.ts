import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import type { Experiment } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import { noisyExperiment, openWithHistory, turns, until } from '../session/session-fixture';
import { breakpoint } from './pausing';

describe('the end of an epoch', () => {
  let folder = '';
  let events: readonly TrainingEvent[] = [];
  let session: TrainingSession;
  const hits = () => events.filter(({ type }) => type === 'hit');
  const validated = { ...noisyExperiment, validation: noisyExperiment.train, validationSteps: 50 } as Experiment;
  const atEnd = breakpoint('val_loss > 0', {
    actions: [{ kind: 'log', text: '{val_loss} behind {step}, {batch.max}' }],
  });
  const said = () =>
    events.flatMap((event) =>
      event.type === 'log' && event.message.code === 'log-point' ? event.message.values.text : [],
    );
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-epoch-end-'));
    ({ session, events } = await openWithHistory(validated, folder));
  });
  afterEach(() => {
    session.dispose();
    rmSync(folder, { recursive: true });
  });

  it('is judged by the values of its validation', async () => {
    session.setBreakpoints([breakpoint('val_loss > 0')]);
    session.run();
    const state = await until(session, 'paused');
    expect(state).toMatchObject({ step: 10, why: { kind: 'breakpoint' } });
  });

  it('is judged though its last batch was discarded, with the batch that was trained last', async () => {
    session.setBreakpoints([atEnd]);
    session.step(9);
    await until(session, 'paused');
    session.stepInto();
    await turns(2);
    await until(session, 'paused');
    session.discard();
    await until(session, 'stepping');
    await until(session, 'paused');
    session.step(1);
    await until(session, 'paused');
    expect(hits()).toMatchObject([{ step: 9, values: { val_loss: expect.any(Number) as number } }]);
    expect(said()).toEqual([expect.stringMatching(/ behind 9, \d/)]);
  });

  it('is judged by breakpoints that were set during its validation', async () => {
    session.run();
    while (session.state.status !== 'running' || session.state.step < 10) await turns(1);
    session.pause();
    await until(session, 'paused');
    expect(events.some(({ type }) => type === 'epoch-end')).toBe(false);
    session.setBreakpoints([atEnd]);
    session.run();
    await until(session, 'finished');
    expect(hits()).toMatchObject([{ step: 10 }, { step: 20 }]);
  });
});
