/** What can go wrong while training, each with the values of its sentence (expected, got, what to do next). */
export type TrainingErrors = {
  /** An exception in the person's own function; `where` names it (train, validation, model, loop, callbacks, ...). */
  'user-code': { where: string; message: string; epoch?: number; batch?: number };
  'yield-form': { got: string };
  'missing-key': { which: 'x' | 'y' | 'sampleWeight'; key: string; expected: string; got: string };
  'count-mismatch': { which: 'x' | 'y' | 'sampleWeight'; expected: number; got: number };
  'shape-mismatch': { which: 'x' | 'y' | 'sampleWeight'; name: string; expected: string; got: string };
  'rows-differ': { x: number; other: number; which: 'x' | 'y' | 'sampleWeight' };
  'empty-batch': Record<never, never>;
  'not-finite-input': { which: 'x' | 'y' | 'sampleWeight'; name: string; row: number; value: string };
  'class-out-of-range': { name: string; row: number; value: number; classes: number };
  'class-weight-missing': { missing: string };
  'class-weight-outputs': { outputs: number };
  'generator-empty': { which: 'train' | 'validation' | 'prediction' };
  'steps-needed': { which: 'stepsPerEpoch' | 'validationSteps' | 'steps' };
  'unknown-name': {
    what: 'loss' | 'metric' | 'optimizer' | 'schedule' | 'hyperparameter' | 'model' | 'callback';
    name: string;
    known: string;
  };
  'wrong-hyperparameter': { name: string; expected: string; got: string };
  'unsupported-model': { layer: string; what: string };
  'unsupported-layer': { layer: string; what: string };
  'model-json': { got: string };
  'model-file': { file: string; expected: string; got: string };
  'file-name': { name: string; field: string; known: string };
  'monitor-missing': { callback: string; monitor: string; known: string };
  'learning-rate-fixed': Record<never, never>;
  'already-training': { model: string };
  'data-file': { file: string; row?: number; column?: string; expected: string; got: string };
  'illegal-command': { command: string; status: string };
  'not-compiled': { model: string };
  unexpected: { message: string };
};
