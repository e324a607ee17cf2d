import type { ErrorReport } from '../errors';

/** The batch that an error belongs to, where that is known; zero-based. */
export type AtBatch = { epoch?: number; batch?: number; during?: 'validation' };

/** What can go wrong while training, each with the values of its sentence (expected, got, what to do next). */
export type TrainingErrors = {
  /** An exception in the person's own function; `where` names it (train, validation, model, loop, callbacks, ...). */
  'user-code': { where: string; message: string } & AtBatch;
  'yield-form': { got: string } & AtBatch;
  'missing-key': { which: 'x' | 'y' | 'sampleWeight'; key: string; expected: string; got: string } & AtBatch;
  'count-mismatch': { which: 'x' | 'y' | 'sampleWeight'; expected: number; got: number } & AtBatch;
  'shape-mismatch': {
    which: 'x' | 'y' | 'sampleWeight';
    name: string;
    expected: string;
    got: string;
    /** The loss that such targets belong to. */
    fitting?: 'sparse' | 'categorical';
  } & AtBatch;
  'rows-differ': { x: number; other: number; which: 'x' | 'y' | 'sampleWeight' } & AtBatch;
  'empty-batch': AtBatch;
  'not-finite-input': { which: 'x' | 'y' | 'sampleWeight'; name: string; row: number; value: string } & AtBatch;
  'class-out-of-range': { name: string; row: number; value: number; classes: number } & AtBatch;
  /** A number that the embedding it goes to does not have. */
  'token-out-of-range': { name: string; row: number; value: number; tokens: number } & AtBatch;
  'class-weight-missing': { missing: string } & AtBatch;
  'class-weight-outputs': { outputs: number };
  'generator-empty': { which: 'train' | 'validation' | 'evaluation' | 'prediction' };
  /** Of a call, by its Keras name in camelCase. */
  'wrong-argument': { name: string; expected: string; got: string };
  /** Something of `compile` that has entries for other outputs than the model has. */
  'wrong-outputs': { field: string; expected: string; got: string };
  /** A loss over class indices on an output of one unit. */
  'one-class-output': { name: string };
  /** Neither a generator nor a sequence. */
  'data-form': { where: string; got: string };
  /** A warning: fewer batches came than were to be trained or validated on. */
  'ran-out-of-data': { which: 'train' | 'validation' | 'evaluation' | 'prediction'; batches: number; expected: number };
  /** A warning: the first epoch comes after the last. */
  'nothing-to-train': { initialEpoch: number; epochs: number };
  /** A warning: epochs were asked for of data without epochs. */
  'epochs-ignored': Record<never, never>;
  'steps-needed': { which: 'stepsPerEpoch' | 'validationSteps' | 'steps' };
  'unknown-name': {
    what: 'loss' | 'metric' | 'optimizer' | 'schedule' | 'hyperparameter' | 'model' | 'callback' | 'layer' | 'output';
    name: string;
    known: string;
  };
  'wrong-hyperparameter': { name: string; expected: string; got: string };
  'unsupported-model': { layer: string; what: string };
  'unsupported-layer': { layer: string; what: string };
  'model-json': { got: string };
  /** A folder holds no run to go on from, or no step that was kept because of NaN. */
  'nothing-kept': { folder: string; what: 'run' | 'case' };
  /** A state that was kept belongs to a model of other variables, or a run to other models. */
  'other-model': { file: string; expected: string; got: string };
  'model-file': { file: string; expected: string; got: string };
  'file-name': { name: string; field: string; known: string };
  'monitor-missing': { callback: string; monitor: string; known: string };
  'learning-rate-fixed': Record<never, never>;
  /** The only row of a batch that is left was to be left out too. */
  'no-row-left': Record<never, never>;
  /** A row of data without ids, of another batch than the one that the run stands in. */
  'row-without-id': Record<never, never>;
  /** Batches can't be cut anew while training; `rows`: the model is made for so many, else a custom loop makes them. */
  'batch-size-fixed': { rows?: number };
  /** Only where epochs say how many batches there are to be can data end early. */
  'repeat-without-epochs': Record<never, never>;
  /** The function of the data was called again, and what it gave has ended too. */
  'data-not-repeated': Record<never, never>;
  /** A custom loop that is to go on in another process. */
  'resume-loop': Record<never, never>;
  'already-training': { model: string };
  'data-file': { file: string; row?: number; column?: string; expected: string; got: string };
  /** A file that holds another batch than the one that was trained on. */
  'batch-changed': { file: string };
  /** A batch out of a file that no model can be trained on; `error`: why. */
  'batch-misfit': { file: string; error: ErrorReport<keyof TrainingErrors> };
  /** A warning: snapshots can't be written. */
  'history-disk': { folder: string; message: string };
  /** A run that is to be saved stands inside a batch. */
  'run-inside': Record<never, never>;
  /** A saved run does not say which experiment it is of. */
  'run-without-file': { folder: string };
  /** A warning: the run can't keep itself on disk. */
  'run-not-kept': { folder: string; message: string };
  'no-such-step': { step: number; oldest: number; newest: number };
  /** A value that can't stand where an edit would put it. */
  'wrong-edit': { name: string; expected: string; got: string };
  /** A variant of a step that can't be made; `name`: which part of it. */
  'wrong-variant': { name: string; expected: string; got: string };
  /** A batch that a run is to discard, and that does not come with so many updates before it. */
  'discard-misplaced': { step: number; epoch: number; batch: number };
  /** Edits that were to be made after the last update; `step`: the first of them, `end`: updates that the run has in all. */
  'edits-beyond-end': { count: number; step: number; end: number };
  /** An edit that can't be taken back, or is none of this line. */
  'no-such-edit': { id: number };
  'illegal-command': { command: string; status: string };
  'not-compiled': { model: string };
  unexpected: { message: string };
};
