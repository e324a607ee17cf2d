import type { ExperimentErrors } from '../../../errors/experiment';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const experimentErrors: ErrorTexts<keyof ExperimentErrors> = {
  'file-missing': ({ file }) => ({
    headline: `There is no file ${file}.`,
    next: 'Check the path, or open another file.',
  }),
  'data-not-shipped': ({ name, known }) => ({
    headline: `No data that comes with Batchpoint is called ${name}, and dataFile finds no other.`,
    expected: known,
    next: "Data of your own, beside the experiment, is join(import.meta.dirname, 'mine.csv'), with join of node:path.",
  }),
  'file-unreadable': ({ file, message }) => ({
    headline: `${file} could not be read.`,
    got: inWords(message),
    next: 'Check that it is a text file that you may read.',
  }),
  'syntax-error': ({ message }) => ({
    headline: `The file can’t be understood: ${message}`,
    next: 'Correct the line and restart.',
  }),
  'import-missing': ({ message }) => ({
    headline: `An import was not found: ${message}`,
    next: 'Correct its name, or install the package beside your file.',
  }),
  'throws-while-loading': ({ message }) => ({
    headline: `The file threw an error while it was loaded: ${message}`,
    next: 'Correct the line and restart.',
  }),
  'ends-process': ({ call }) => ({
    headline: `Your code calls ${call}, which would end the training process.`,
    next: 'Take the call out, or throw an error in its place: it is shown with its line.',
  }),
  'never-settles': ({ step }) => ({
    headline: `Your code waits for a promise that can’t settle any more${step > 0 ? `, after step ${step}` : ''}.`,
    expected: 'each promise that is awaited is resolved or rejected',
    got: 'nothing is left to happen: no timer, no file or connection that is being read',
    next: 'Look for an await whose resolve is never called, correct it and restart.',
  }),
  'no-default-export': ({ file }) => ({
    headline: `${file} exports no experiment.`,
    expected: 'export default defineExperiment({ … })',
    next: 'Make the experiment the default export of the file.',
  }),
  'wrong-field': ({ field, expected, got }) => ({
    headline: `The field ${field} has the wrong kind of value.`,
    expected,
    got,
    next: `Correct ${field} and restart.`,
  }),
  'missing-field': ({ field, expected }) => ({
    headline: `The field ${field} is missing.`,
    expected: `${field}: ${expected}`,
    next: `Add ${field} to defineExperiment({ … }) and restart.`,
  }),
  'unknown-field': ({ field, known }) => ({
    headline: `There is no field ${field}.`,
    expected: known,
    next: 'Correct the name, or take the field out.',
  }),
  'mode-unclear': ({ fields }) => ({
    headline: fields
      ? `The experiment has several ways to train: ${fields}.`
      : 'The experiment does not say how it is trained.',
    expected: 'train | batches | loop',
    next: 'Give exactly one of them: a generator, batches, or a loop of your own.',
  }),
  'not-trusted': ({ file }) => ({
    headline: `${file} has not been run here before, so its code was not run.`,
    next: 'Look at the code; if you trust it, add --trust.',
  }),
};
