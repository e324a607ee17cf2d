import type { CodedError, ErrorValues } from '../contract/errors';
import type { Experiment } from '../training/experiment';

type Named = ErrorValues['unknown-name']['what'];

/** Where in `compile` a thing of an unknown name was asked for. */
const named: { readonly [What in Named]?: string } = {
  loss: 'loss',
  metric: 'metrics',
  optimizer: 'optimizer',
  schedule: 'learningRate',
};

/**
 * The path of the field of an experiment that an error is about, such as `compile.optimizer`; undefined for other errors.
 * With several models, which of them is not known: then it ends at `compile`.
 */
export function fieldOf(error: CodedError, experiment: Experiment): string | undefined {
  if ('field' in error.values) return error.values.field;
  const setting = settingOf(error);
  if (setting === undefined) return undefined;
  return typeof experiment.model === 'function' ? `compile.${setting}` : 'compile';
}

function settingOf({ code, values }: CodedError): string | undefined {
  if (code === 'wrong-hyperparameter') return (values as ErrorValues['wrong-hyperparameter']).name;
  if (code !== 'unknown-name') return undefined;
  const { what, name } = values as ErrorValues['unknown-name'];
  return what === 'hyperparameter' ? name : named[what];
}
