import { counted } from '../../../counted';
import type { DataErrors } from '../../../errors/data';
import { isMissingFile } from '../../../errors/phrases';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const dataErrors: ErrorTexts<keyof DataErrors> = {
  'data-file': ({ file, row, column, expected, got }) => ({
    headline: [
      `${file} can’t be read as data`,
      row !== undefined && `row ${row}`,
      column !== undefined && `column ${column}`,
    ]
      .filter(Boolean)
      .join(', '),
    expected: inWords(expected),
    got: inWords(got),
    next: isMissingFile(got)
      ? 'Correct the path. A file beside the experiment is join(import.meta.dirname, "NAME"), with join of node:path.'
      : 'Correct the file or the options.',
  }),
  'data-form': ({ where, got }) => ({
    headline: `The data of ${where} is neither a generator nor a Sequence.`,
    expected: 'generator | { length, item(index) }',
    got,
    next: 'Give what the generator function returns when it is called.',
  }),
  'generator-empty': ({ which }) => ({
    headline: {
      train: 'The training data has no batch.',
      validation: 'The validation data has no batch.',
      evaluation: 'The data to evaluate on has no batch.',
      prediction: 'The data to predict from has no batch.',
    }[which],
    next: 'Yield at least one batch.',
  }),
  'ran-out-of-data': ({ which, batches, expected }) => ({
    headline: {
      train: 'The training data ended early: the training ends here.',
      validation: 'The validation data ended early: later epochs are not validated.',
      evaluation: 'The data to evaluate on ended early.',
      prediction: 'The data to predict from ended early.',
    }[which],
    expected: counted(expected, 'batch', 'batches'),
    got: counted(batches, 'batch', 'batches'),
    next: {
      train: 'Let the generator yield stepsPerEpoch batches for each epoch, or ask for fewer.',
      validation: 'Let the generator yield validationSteps batches for each validation, or ask for fewer.',
      evaluation: 'Let the generator yield as many batches as steps says, or ask for fewer.',
      prediction: 'Let the generator yield as many batches as steps says, or ask for fewer.',
    }[which],
  }),
  'steps-needed': ({ which }) => ({
    headline: `A generator has no length, so ${which} is needed.`,
    next: `Set ${which}, or return a Sequence.`,
  }),
  'repeat-without-epochs': () => ({
    headline: 'Only data of a run by epochs can be repeated: in this one the end of the data is the end of the run.',
    next: 'Let the data go on in the experiment itself.',
  }),
  'data-not-repeated': () => ({
    headline: 'train() was called again, and gave no batch.',
    next: 'Let it return a new generator each time that it is called, not one that it has made before.',
  }),
};
