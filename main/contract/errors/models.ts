import type { Description } from './phrases';

/** What can be wrong with a model and what it is compiled with. */
export type ModelErrors = {
  'unknown-name': {
    what: 'loss' | 'metric' | 'optimizer' | 'schedule' | 'hyperparameter' | 'model' | 'callback' | 'layer' | 'output';
    name: string;
    known: string;
  };
  'wrong-hyperparameter': { name: string; expected: string; got: string };
  /** Something of `compile` that has entries for other outputs than the model has. */
  'wrong-outputs': { field: string; expected: string; got: string };
  /** A loss over class indices on an output of one unit. */
  'one-class-output': { name: string };
  'learning-rate-fixed': Record<never, never>;
  'unsupported-model': { layer: string; what: string };
  'unsupported-layer': { layer: string; what: string };
  'model-json': { got: Description };
  'not-compiled': { model: string };
};
