import type { RunErrors } from '../../../errors/run';
import type { ErrorTexts } from '../../error-text';
import { wordOf } from '../../word-of';
import { commands } from '../commands';
import { window } from '../window';
import { at } from './at-batch';
import { inWords } from './phrases';

/** What the person's code was called as. */
function callOf(where: string): string {
  return where === 'event loop' ? 'a timer or a promise' : where;
}

export const runErrors: ErrorTexts<keyof RunErrors> = {
  'user-code': ({ where, message, ...place }) => ({
    headline: `Your code threw an error in ${callOf(where)}${at(place)}: ${message}`,
    next: 'Correct the line and restart. Updates made before it are kept.',
  }),
  'wrong-argument': ({ name, expected, got }) => ({
    headline: `The argument ${name} has a value that can’t be used.`,
    expected: inWords(expected),
    got,
    next: `Correct ${name}; nothing has been trained.`,
  }),
  'wrong-result': ({ name, expected, got }) => ({
    headline: `${name} gave a value that can’t be used.`,
    expected,
    got,
    next: `Correct what ${name} returns, and restart.`,
  }),
  'nothing-to-train': ({ initialEpoch, epochs }) => ({
    headline: 'No epoch is left to train.',
    expected: `initialEpoch < epochs (${epochs})`,
    got: `initialEpoch ${initialEpoch}`,
    next: 'epochs is the number of the last epoch, not how many follow: raise it.',
  }),
  'epochs-ignored': () => ({
    headline: 'The number of epochs has no effect: nothing says how many batches an epoch has here.',
    next: 'Say it with --steps-per-epoch, and the run ends after so many batches; or leave out --epochs.',
  }),
  'already-training': ({ model }) => ({
    headline: model === '' ? 'The model is being trained already.' : `The model ${model} is being trained already.`,
    next: 'Await the call that trains it before you start another.',
  }),
  'illegal-command': ({ command, status }) => ({
    headline: `${wordOf(commands, command, 'label')} can’t be done in this state: ${wordOf(window.states, status, 'word')}.`,
    next: 'Wait for another state, or restart.',
  }),
  'file-name': ({ name, field, known }) => ({
    headline: `The file name ${name} can’t be filled in: ${field}.`,
    expected: known,
    next: 'Use only fields that the logs have at that time.',
  }),
  'monitor-missing': ({ callback, monitor, known }) => ({
    headline: `${callback} watches ${monitor}, which this epoch does not have.`,
    expected: known,
    next: 'Watch another value, or validate in every epoch.',
  }),
  unexpected: ({ message }) => ({
    headline: `Something went wrong inside Batchpoint: ${inWords(message)}`,
    next: 'Restart the run. If it happens again, copy the details and report it.',
  }),
};
