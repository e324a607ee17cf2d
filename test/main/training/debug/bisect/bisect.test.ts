import { rmSync } from 'node:fs';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { FaultyRows } from '../../../../../main/contract/debug/bisect';
import type { BatchExperiment, ExperimentContext } from '../../../../../main/training/experiment';
import { keyedRandom } from '../../../../../main/training/random/keyed-random';
import { trainOnBatch } from '../../../../../main/training/train-on-batch';
import { DebuggedSession } from '../debugged-session';
import { faults, type Fault } from './faults';

const cases = new Set<string>();

async function runTo(fault: Fault, eager: boolean): Promise<DebuggedSession> {
  const debugged = await DebuggedSession.open(fault.experiment(), eager);
  debugged.session.run();
  await debugged.rest();
  return debugged;
}

/** The first step of an unguarded training whose loss is not finite. */
async function firstBadLoss(fault: Fault, eager: boolean): Promise<number> {
  const unguarded = await DebuggedSession.open(fault.experiment(), eager);
  const { experiment, models } = unguarded.session.debugContext();
  const [compiled] = models.values();
  const random = keyedRandom(0);
  const { batches } = experiment as BatchExperiment;
  let step = 0;
  for (const item of batches({ random } as ExperimentContext) as Iterable<readonly [number[][], number[][]]>) {
    step += 1;
    if (!Number.isFinite(trainOnBatch(compiled!, item[0], item[1])['loss'])) break;
  }
  unguarded.close();
  return step;
}

function expectRows(got: FaultyRows, wanted: Fault['found']['rows']): void {
  if (wanted === 'any') return expect(['all', 'together']).toContain(got.kind);
  if (wanted === 'none') return expect(got).toEqual({ kind: 'none' });
  expect(got).toMatchObject({ kind: 'some', rows: wanted });
}

describe.each(['compiled', 'eager'])('NaN in a run that is %s', (mode) => {
  it.each(faults)('of $what: nothing is written, and its origin is found', async (fault) => {
    const debugged = await runTo(fault, mode === 'eager');
    try {
      const { session } = debugged;
      const { step: wanted = 3, phase, layer, rows } = fault.found;
      expect(session.state).toMatchObject({ status: 'paused', at: 'before-commit', why: { kind: 'not-finite' } });
      const { step } = session.state as { readonly step: number };
      expect(step + 1).toBe(wanted === 'first' ? await firstBadLoss(fault, mode === 'eager') : wanted);
      const before = debugged.hash;
      const tensors = memory().numTensors;
      const found = await debugged.ask('bisect');
      expect(found).toMatchObject({ step: step + 1, phase, layer });
      expectRows(found!.rows, rows);
      const { folder } = found as { readonly folder: string };
      cases.add(folder);
      expect(debugged.hash).toBe(before);
      expect(memory().numTensors).toBe(tensors);
      expect(await debugged.ask('replayCase', folder)).toMatchObject({ isSame: true, is: { phase, layer } });
      expect(debugged.hash).toBe(before);
      expect(memory().numTensors).toBe(tensors);
    } finally {
      debugged.close();
      for (const folder of cases) rmSync(folder, { recursive: true, force: true });
    }
  });
});
