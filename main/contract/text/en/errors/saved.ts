import type { SavedErrors } from '../../../errors/saved';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

export const savedErrors: ErrorTexts<keyof SavedErrors> = {
  'nothing-kept': ({ folder, what }) => ({
    headline: `There is no ${what === 'run' ? 'saved run' : 'kept step'} in ${folder}.`,
    next:
      what === 'run'
        ? 'Name the folder that was printed when the run was saved.'
        : 'Name the folder that was shown when the step with NaN was kept.',
  }),
  'other-model': ({ file, expected, got }) => ({
    headline: `What ${file} holds was kept from another model.`,
    expected,
    got: inWords(got),
    next: 'Go on with the experiment that it was kept from, or train this one from its beginning.',
  }),
  'model-file': ({ file, expected, got }) => ({
    headline: `${file} can’t be read as a saved model.`,
    expected,
    got: inWords(got),
    next: 'Save the model again, or choose another folder.',
  }),
  'resume-loop': () => ({
    headline: 'A custom loop can’t go on in another process: its variables are not saved.',
    next: 'Train it from its beginning.',
  }),
  'run-inside': () => ({
    headline: 'The run stands inside a batch and can’t be saved there.',
    next: 'The state before this batch is not kept: commit or discard it, then save.',
  }),
  'run-without-file': ({ folder }) => ({
    headline: `The saved run in ${folder} does not say which experiment it is of.`,
    next: 'Go on with it on the command line: npm run train -- FILE --resume FOLDER',
  }),
  'run-not-kept': ({ folder, message }) => ({
    headline: `The run can’t be kept in ${folder}: ${inWords(message)}`,
    next: 'Training goes on. If its process dies, what was trained since is lost; free some space.',
  }),
  'history-disk': ({ folder, message }) => ({
    headline: `Snapshots can’t be written to ${folder}: ${inWords(message)}`,
    next: 'Training goes on. It can go back only as far as memory holds; free some space and restart to go back further.',
  }),
};
