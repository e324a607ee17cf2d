import { counted } from '../../counted';

/** Words of the command line. */
export const cli = {
  usage: `Usage:
  train FILE [options]     train an experiment
  types FILE               write batchpoint.d.ts beside an experiment, for your editor

Options of train:
  --epochs n               end after epoch n
  --steps-per-epoch n      batches in an epoch
  --extend                 where the data of a generator ends early, begin it anew and go on to the last step
  --seed n                 seed of everything random
  --eager                  operation by operation, without compiling the step
  --edits edits.json       make the edits that the window has copied, at their steps
  --break 'loss > 2'       stop before the update of a batch for which this holds: exit code 3
  --snapshot folder        where to save a run that a condition or Ctrl+C has stopped (exit code 1 if that fails)
  --resume folder          go on from a run that was saved
  --replay-case folder     compute a step again that was kept because of NaN (exit code 4)
  --log run.jsonl          write a JSON line for each batch and epoch
  --quiet                  print only errors
  --trust                  run code that was not run here before without a question`,
  wrong: {
    verb: (verb: string) => `There is no command ${verb}.`,
    file: 'Name one experiment file.',
    option: (option: string) => `There is no option ${option}.`,
    value: (option: string) => `${option} needs a value.`,
    apart: (option: string, other: string) =>
      `${option} does nothing beside ${other}, which trains nothing: leave it out.`,
    number: (option: string, least: number, got: string) =>
      `${option} needs a whole number from ${least} on, got ${got}.`,
  },
  progress: {
    eta: 'ETA',
    preparing: 'Preparing: a compiled step is being made ...',
    prepared: (time: string) => `Prepared a compiled step in ${time}.`,
    epoch: (epoch: number, epochs: number | undefined) =>
      epochs === undefined ? `Epoch ${epoch}` : `Epoch ${epoch}/${epochs}`,
  },
  trust: {
    headline: (file: string) => `${file} has not been run here before. Its code can do anything that you can.`,
    files: 'It consists of:',
    question: 'Run it? [y/N] ',
    isYes: (answer: string) => ['y', 'yes'].includes(answer),
  },
  interrupted: 'Stopping after this batch. Press Ctrl+C again to end at once, without saving.',
  interruptedInValidation: 'Stopping after the validation: only from there can the run go on exactly.',
  saved: (folder: string) => `The run is saved in: ${folder}`,
  savedModels: (folder: string) =>
    `A custom loop can’t go on in another process. Its models are saved, with their optimizers, in: ${folder}`,
  savedTrained: (folder: string) =>
    `What was trained up to there is saved, with its optimizer; loadModel reads it, from: ${folder}`,
  unsavable: (error: string) =>
    `If you stop this run, it can’t be saved. Name another folder with --snapshot. ${error}`,
  ended: {
    finished: (steps: number, time: string) => `Finished after ${counted(steps, 'step')} in ${time}.`,
    stopped: (steps: number, time: string) => `Stopped after ${counted(steps, 'step')} in ${time}.`,
    outOfData: (steps: number, time: string) => `The data ended after ${counted(steps, 'step')} in ${time}.`,
  },
  typesWritten: (file: string) => `Wrote ${file}.`,
  warning: (text: string) => `Warning: ${text}`,
  error: (text: string) => `Error: ${text}`,
} as const;
