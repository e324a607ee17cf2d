import { CodedError } from '../../contract/errors';
import { isRecord } from '../check-arguments';
import type { Callback } from '../experiment';
import { notationOf } from '../notation';

const hooks: { readonly [Hook in keyof Callback]-?: true } = {
  onTrainBegin: true,
  onEpochBegin: true,
  onBatchBegin: true,
  onBatchEnd: true,
  onTrainBatchBegin: true,
  onTrainBatchEnd: true,
  onTestBegin: true,
  onTestBatchBegin: true,
  onTestBatchEnd: true,
  onTestEnd: true,
  onEpochEnd: true,
  onTrainEnd: true,
  onPredictBegin: true,
  onPredictBatchBegin: true,
  onPredictBatchEnd: true,
  onPredictEnd: true,
  getState: true,
  setState: true,
  close: true,
};

/**
 * A callback of single functions.
 * @throws CodedError `wrong-argument`; `unknown-name` for a hook that does not exist and would never be called
 */
export function lambdaCallback(functions: Callback): Callback {
  if (!isRecord(functions)) {
    throw new CodedError('wrong-argument', {
      name: 'functions',
      expected: '{ onEpochEnd, … }',
      got: notationOf(functions),
    });
  }
  for (const name of Object.keys(functions)) {
    if (Object.hasOwn(hooks, name)) continue;
    throw new CodedError('unknown-name', { what: 'callback', name, known: Object.keys(hooks).join(', ') });
  }
  return { ...functions };
}
