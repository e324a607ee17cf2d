import { memory } from '@tensorflow/tfjs-core';
import { beforeEach, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../main/contract/debug/edits';
import type { ErrorCode } from '../../../../main/contract/errors';
import type { CompileOptions, Experiment, LoopExperiment } from '../../../../main/training/experiment';
import type { SavedRun } from '../../../../main/training/session/saved-run';
import type { SessionOptions } from '../../../../main/training/session/session-options';
import { noisyExperiment, noisyModel, open, smallModel, until } from './session-fixture';

const { name, seed, compile } = noisyExperiment;
const broken = (): never => {
  throw new Error('no such file');
};
const brokenBehindLayers = () => {
  noisyModel();
  return broken();
};
const noModel = () => ({ layers: noisyModel() }) as never;

const secondBroken: LoopExperiment = {
  name,
  ...(seed !== undefined && { seed }),
  model: { one: noisyModel, other: broken },
  compile: { one: compile as CompileOptions, other: compile as CompileOptions },
  loop: () => Promise.resolve(),
};

const beyondEnd: PlannedEdit = { step: 1000, model: '', edit: { kind: 'repeat-data', isOn: true } };
const missing: PlannedEdit = {
  step: 0,
  model: '',
  edit: { kind: 'replay-batch', file: '/gone.npz', sha256: '', times: 1 },
};

/** A run of another model. */
async function saved(): Promise<SavedRun> {
  const { session } = await open({ ...noisyExperiment, model: smallModel }, {}, undefined, { keepsBoundary: 'rests' });
  session.step(1);
  await until(session, 'paused');
  const run = session.savedRun()!;
  session.dispose();
  return run;
}

type Case = {
  readonly what: string;
  readonly code: ErrorCode;
  readonly experiment: Experiment;
  readonly more?: Partial<SessionOptions>;
};
const cases: readonly Case[] = [
  {
    what: 'the model throws behind its layers',
    code: 'user-code',
    experiment: { ...noisyExperiment, model: brokenBehindLayers },
  },
  { what: 'the second of two models throws', code: 'user-code', experiment: secondBroken },
  { what: 'the model is none', code: 'unsupported-model', experiment: { ...noisyExperiment, model: noModel } },
  {
    what: 'the loss is none',
    code: 'unknown-name',
    experiment: { ...noisyExperiment, compile: { optimizer: 'adam', loss: 'los' } },
  },
  { what: 'the data throws', code: 'user-code', experiment: { ...noisyExperiment, train: broken } },
  {
    what: 'the validation data throws',
    code: 'user-code',
    experiment: { ...noisyExperiment, validation: broken, validationSteps: 1 },
  },
  { what: 'a file of an edit is missing', code: 'data-file', experiment: noisyExperiment, more: { edits: [missing] } },
  {
    what: 'an edit lies beyond the end',
    code: 'edits-beyond-end',
    experiment: noisyExperiment,
    more: { edits: [beyondEnd] },
  },
];

// What TensorFlow.js makes once and keeps.
beforeEach(async () => (await open(noisyExperiment)).session.dispose());

async function leavesNothing({ code, experiment, more }: Omit<Case, 'what'>): Promise<void> {
  const { numTensors } = memory();
  await expect(open(experiment, {}, undefined, more)).rejects.toMatchObject({ code });
  expect(memory().numTensors).toBe(numTensors);
}

it.each(cases)('leaves no tensors if $what', leavesNothing);

it('leaves no tensors if it is to go on as another model', async () => {
  const resume = await saved();
  await leavesNothing({ code: 'other-model', experiment: noisyExperiment, more: { resume } });
});
