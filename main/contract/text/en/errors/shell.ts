import type { ShellErrors } from '../../../errors/shell';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const shellErrors: ErrorTexts<keyof ShellErrors> = {
  'trainer-exited': ({ exitCode, signal, step }) => ({
    headline: `The training process ended at step ${step}${signal ? ` (${signal})` : ` (exit code ${exitCode})`}.`,
    next: 'Train it again in a new process, with the same seed.',
  }),
  'trainer-not-started': ({ message }) => ({
    headline: `The training process did not start: ${message}`,
    next: 'Run `npm run doctor` to see what is missing, then try again.',
  }),
  'tensorflow-missing': ({ message }) => ({
    headline: 'TensorFlow could not be loaded: nothing can be trained.',
    got: message,
    next: 'Install Batchpoint again; where it runs from its sources, `npm run doctor` says what is missing.',
  }),
  'wrong-file-kind': ({ file, expected }) => ({
    headline: `${file} is not an experiment file.`,
    expected,
    next: 'Open a TypeScript or JavaScript file that exports an experiment.',
  }),
  'write-failed': ({ file, message }) => ({
    headline: `${file} could not be written: ${inWords(message)}`,
    next: 'Choose another folder or free some space, then try again.',
  }),
  'tail-unread': ({ file, message }) => ({
    headline: `Not all of the steps that were lost with the process can be drawn: ${file} can’t be read (${inWords(message)}).`,
    next: 'The run goes on all the same, and trains them again.',
  }),
  'no-answer': () => ({
    headline: 'The training process has not answered: it is gone.',
    next: 'Restart the run, then ask again.',
  }),
  'capture-failed': ({ message }) => ({
    headline: `The window could not be pictured: ${inWords(message)}`,
    next: 'Try again.',
  }),
};
