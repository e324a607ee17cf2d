import type { Edit, EditValue, Target } from '../../../contract/debug/edits';
import { CodedError, type ErrorValues } from '../../../contract/errors';
import type { CompiledModel } from '../../model/compiled-model';
import { plainName } from '../../names';
import { isSameFile } from './edit-kinds';

/** The present value of what an edit changes. @throws CodedError `unknown-name` */
export function presentValue({ optimizer, settings }: CompiledModel, edit: Edit): EditValue | undefined {
  switch (edit.kind) {
    case 'hyperparameter':
      return optimizer.hyperparameters[edit.name];
    case 'dropout-rate':
      return settings.dropoutRates.of(edit.layer);
    case 'trainable':
      return settings.freezing.isTrainable(edit.layer);
    case 'loss-weight':
      return settings.lossWeights.of(edit.output);
    case 'batch-size':
      return settings.batches.batchSize ?? 0;
    case 'repeat-data':
      return settings.batches.repeats;
    case 'replay-batch': {
      const { replay } = settings.batches;
      return replay && isSameFile(replay, edit) ? replay.left : 0;
    }
    case 'skip-row':
      return settings.batches.isSkipped(edit.row);
    case 'relabel-row':
      return settings.batches.targetOf(edit.row, edit.output);
  }
}

/** The same edit with another value in it. */
export function withValue(edit: Edit, value: EditValue): Edit {
  switch (edit.kind) {
    case 'hyperparameter':
      return { ...edit, value: value as number };
    case 'dropout-rate':
      return { ...edit, rate: value as number };
    case 'trainable':
      return { ...edit, isTrainable: value as boolean };
    case 'loss-weight':
      return { ...edit, weight: value as number };
    case 'batch-size':
      return { ...edit, rows: value as number };
    case 'repeat-data':
      return { ...edit, isOn: value as boolean };
    case 'replay-batch':
      return { ...edit, times: value as number };
    case 'skip-row':
      return { ...edit, isSkipped: value as boolean };
    case 'relabel-row':
      return { ...edit, target: value as Target };
  }
}

/**
 * Makes an edit; slots, weights and counters stay as they are. What was never trained gets slots as at the beginning.
 * @throws CodedError `unknown-name`, `wrong-hyperparameter`, `learning-rate-fixed`, `batch-size-fixed`; nothing has
 * changed then
 */
export function applyEdit(compiled: CompiledModel, edit: Edit): void {
  const { optimizer, settings } = compiled;
  switch (edit.kind) {
    case 'hyperparameter':
      return optimizer.setHyperparameters({ [edit.name]: edit.value });
    case 'dropout-rate':
      return settings.dropoutRates.set(edit.layer, edit.rate);
    case 'trainable':
      settings.freezing.setTrainable(edit.layer, edit.isTrainable);
      return optimizer.adopt(settings.freezing.trainable);
    case 'loss-weight':
      return settings.lossWeights.set(edit.output, edit.weight);
    case 'batch-size':
      return settings.batches.setBatchSize(edit.rows);
    case 'repeat-data':
      settings.batches.repeats = edit.isOn;
      return;
    case 'replay-batch':
      // Updates on another batch are not ended with those on this one.
      if (edit.times === 0 && presentValue(compiled, edit) === 0) return;
      return settings.batches.setReplay(edit.file, edit.sha256 ?? '', edit.times);
    case 'skip-row':
      return settings.batches.setSkipped(edit.row, edit.isSkipped);
    case 'relabel-row':
      return settings.batches.setTarget(edit.row, edit.output, edit.target);
  }
}

/** Gives an error of a value typed in the window its own code: what to do is another thing than in an experiment's file. */
export function asked(code: 'wrong-edit' | 'wrong-variant', error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const { code: given, values } = error as CodedError;
  if (given !== 'wrong-hyperparameter') return error;
  return new CodedError(code, values as ErrorValues['wrong-hyperparameter'], { cause: error });
}

/**
 * An edit with the names as the model has them, proved possible.
 * @throws CodedError `unknown-name`, `wrong-edit`, `learning-rate-fixed`, `batch-size-fixed`
 */
export function checkedEdit(compiled: CompiledModel, given: Edit): Edit {
  const { optimizer, settings } = compiled;
  const [hyperparameters, edits] = [optimizer.hyperparameters, settings.edits];
  const slotted = new Set(optimizer.slots.keys());
  try {
    applyEdit(compiled, given);
  } catch (error) {
    throw asked('wrong-edit', error);
  } finally {
    optimizer.setHyperparameters(hyperparameters);
    settings.edits = edits;
    optimizer.hold(slotted, settings.freezing.mayTrain);
  }
  if (given.kind !== 'hyperparameter') return given;
  const name = Object.keys(hyperparameters).find((known) => plainName(known) === plainName(given.name))!;
  return { ...given, name };
}
