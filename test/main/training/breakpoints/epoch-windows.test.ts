import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import { readSavedRun, writeSavedRun } from '../../../../main/training/session/saved-run';
import { DebuggedSession } from '../debug/debugged-session';
import { noisyExperiment } from '../session/session-fixture';
import { breakpoint } from './pausing';

const validated: GeneratorExperiment = {
  ...noisyExperiment,
  stepsPerEpoch: 3,
  epochs: 6,
  validation: noisyExperiment.train,
  validationSteps: 2,
};
const always = breakpoint('val_loss > 0 && batch.max > 0', {
  actions: [{ kind: 'log', text: '{mean(val_loss, 3)} {previous(val_loss)} {lr}' }],
});
const fourth: Breakpoint = { ...always, hits: { kind: 'from', count: 4 } };

describe('what is known of the epochs before', () => {
  let run: DebuggedSession;
  const said = () =>
    run.events.flatMap((event) =>
      event.type === 'log' && event.message.code === 'log-point' ? [event.message.values.text] : [],
    );
  const discard = async () => {
    await run.into();
    run.session.discard();
    await run.rest();
  };
  /** Two epochs, the second without its last batch. */
  const begin = async (breakpoints: readonly Breakpoint[]) => {
    run = await DebuggedSession.open(validated);
    run.session.setBreakpoints(breakpoints);
    await run.step(5);
    await discard();
    await run.step(1);
  };
  /** What is said to the end of the fourth epoch. */
  const end = async () => {
    await run.step(6);
    const all = said();
    run.close();
    return all;
  };

  it('is the same where the way is repeated from before a last batch that was discarded', async () => {
    await begin([fourth]);
    const straight = await end();
    expect(straight).toHaveLength(1);
    await begin([fourth]);
    await run.goTo(2);
    await run.goTo(6);
    expect(await end()).toEqual(straight);
  });

  it('is the same for a breakpoint that was set behind that batch', async () => {
    await begin([]);
    run.session.setBreakpoints([always]);
    const straight = await end();
    expect(straight).toHaveLength(2);
    await begin([]);
    run.session.setBreakpoints([always]);
    await run.goTo(2);
    await run.goTo(6);
    expect(await end()).toEqual(straight);
  });

  it('is the same in another process that goes on before that batch', async () => {
    await begin([fourth]);
    const straight = await end();
    run = await DebuggedSession.open(validated);
    run.session.setBreakpoints([fourth]);
    await run.step(5);
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-windows-'));
    await writeSavedRun(folder, run.session.savedRun()!);
    run.close();
    run = await DebuggedSession.open(validated, false, [], await readSavedRun(folder));
    rmSync(folder, { recursive: true });
    run.session.setBreakpoints([fourth]);
    await discard();
    await run.step(1);
    expect(await end()).toEqual(straight);
  });

  it('begins with an epoch of which every batch was discarded', async () => {
    run = await DebuggedSession.open(validated);
    run.session.setBreakpoints([
      breakpoint('val_loss > 0', { actions: [{ kind: 'log', text: '{previous(val_loss)}' }] }),
    ]);
    for (let batch = 0; batch < 3; batch += 1) await discard();
    await run.step(4);
    const first = run.events.find((event) => event.type === 'epoch-end')!.logs['val_loss']!;
    expect(said()).toEqual(['NaN', String(Number(first.toPrecision(6)))]);
    run.close();
  });
});
