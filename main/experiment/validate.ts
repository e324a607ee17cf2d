import { CodedError } from '../contract/errors';
import type { TrainingMode } from '../contract/training-event';
import type { Experiment } from '../training/experiment';
import {
  classWeight,
  faultOf,
  flag,
  functionOf,
  integerFrom,
  isRecord,
  lengthRules,
  readingRules,
  text,
  type ArgumentRule,
  type ArgumentRules,
} from '../training/check-arguments';
import { compileFields, functionOrModels, settings, texts } from './field-checks';

type Shape = { readonly required: ArgumentRules; readonly optional: ArgumentRules };
type Values = { readonly [name: string]: unknown };

const common: ArgumentRules = {
  seed: integerFrom(0),
  columns: texts,
  classNames: texts,
  vocabulary: texts,
  eager: flag,
};
const model = functionOf('(context) => model');
const data = (name: string): ArgumentRule => functionOf(`function* ${name}(context) | (context) => Sequence`);

const shapes: { readonly [Mode in TrainingMode]: Shape } = {
  generator: {
    required: { name: text, model, compile: settings, train: data('train') },
    optional: {
      ...common,
      validation: data('validation'),
      ...lengthRules,
      ...readingRules,
      classWeight,
      shuffle: flag,
    },
  },
  batches: {
    required: { name: text, model, compile: settings, batches: data('batches') },
    optional: { ...common, classWeight },
  },
  loop: {
    required: { name: text, model: functionOrModels, compile: settings, loop: functionOf('async (tools) => void') },
    optional: common,
  },
};

/** The field that makes an experiment one of the three modes. */
const fieldOfMode: { readonly [Mode in TrainingMode]: string } = {
  generator: 'train',
  batches: 'batches',
  loop: 'loop',
};

/**
 * Checks a default export field by field.
 * @throws CodedError `no-default-export`, `mode-unclear`, `missing-field`, `wrong-field` or `unknown-field`
 */
export function validateExperiment(value: unknown, file: string): Experiment {
  if (!isRecord(value)) throw new CodedError('no-default-export', { file });
  const mode = modeOf(value);
  checkFields(value, shapes[mode], '');
  const { model: models, compile } = value as { model: unknown; compile: Values };
  if (isRecord(models)) checkEachModel(Object.keys(models), compile);
  else checkFields(compile, compileFields, 'compile.');
  return value as unknown as Experiment;
}

function modeOf(value: Values): TrainingMode {
  const modes = (Object.keys(fieldOfMode) as TrainingMode[]).filter((mode) => value[fieldOfMode[mode]] !== undefined);
  const [mode] = modes;
  if (mode && modes.length === 1) return mode;
  throw new CodedError('mode-unclear', { fields: modes.map((each) => fieldOfMode[each]).join(', ') });
}

/** With several models, `compile` has an entry of the same name for each. */
function checkEachModel(names: readonly string[], compile: Values): void {
  const entries = Object.fromEntries(names.map((name) => [name, settings]));
  checkFields(compile, { required: entries, optional: {} }, 'compile.');
  for (const name of names) checkFields(compile[name] as Values, compileFields, `compile.${name}.`);
}

function checkFields(values: Values, { required, optional }: Shape, path: string): void {
  const fault = faultOf(values, { ...required, ...optional }, Object.keys(required));
  if (!fault) return;
  const field = path + fault.name;
  if (fault.kind === 'unknown') throw new CodedError('unknown-field', { field, known: fault.known });
  const { expected } = fault;
  if (fault.kind === 'missing') throw new CodedError('missing-field', { field, expected });
  throw new CodedError('wrong-field', { field, expected, got: fault.got });
}
