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
  'not-finite-input': { which: 'x' | 'y'; name: string; row: number; value: string };
  'class-out-of-range': { name: string; row: number; value: number; classes: number };
  'class-weight-missing': { missing: string };
  'class-weight-outputs': { outputs: number };
  'generator-empty': { which: 'train' | 'validation' };
  'steps-needed': { which: 'stepsPerEpoch' | 'validationSteps' };
  'unknown-name': { what: 'loss' | 'metric' | 'optimizer' | 'hyperparameter' | 'model'; name: string; known: string };
  'unsupported-model': { layer: string; what: string };
  'data-file': { file: string; row?: number; column?: string; expected: string; got: string };
  'illegal-command': { command: string; status: string };
  'not-compiled': { model: string };
  unexpected: { message: string };
};
