import { createProgressPrinter, type Terminal } from '../../contract/progress-printer';
import type { RunPlan } from '../../contract/training-event';
import { languages } from '../../contract/text';
import { checkArguments, flag, functionOf, oneOf, type ArgumentRules } from '../check-arguments';
import type { Callback, TrainingControl } from '../experiment';

const rules: ArgumentRules = {
  write: functionOf('(text) => void'),
  isTerminal: flag,
  columns: functionOf('() => number'),
  now: functionOf('() => number, such as Date.now'),
  language: oneOf(...languages),
};

/** What the printer wants to know of a run. */
function planOf({ epochs, steps }: TrainingControl['params']): RunPlan {
  return {
    name: '',
    file: '',
    mode: 'generator',
    seed: 0,
    threads: 0,
    versions: {},
    models: [],
    series: [],
    validates: false,
    epochs,
    initialEpoch: 0,
    ...(steps !== undefined && { stepsPerEpoch: steps }),
  };
}

/** Prints the progress of a training, in the one way that the command line has. */
export function progbarLogger(terminal: Terminal): Callback {
  checkArguments(terminal, rules, Object.keys(rules), 'progbarLogger(…)');
  const print = createProgressPrinter(terminal);
  let epoch = 0;
  let began = 0;
  return {
    onTrainBegin: ({ params }) => print({ type: 'plan', plan: planOf(params) }),
    onEpochBegin: (begun, { iterations }) => {
      epoch = begun;
      print({ type: 'epoch-begin', epoch, step: iterations });
    },
    onBatchBegin: () => {
      began = terminal.now();
    },
    onBatchEnd: (batch, logs, { iterations }) =>
      print({
        type: 'batch-end',
        step: iterations,
        epoch,
        batch,
        rows: 0,
        own: logs,
        means: logs,
        ms: terminal.now() - began,
      }),
    onEpochEnd: (_epoch, logs, { iterations }) => print({ type: 'epoch-end', epoch, step: iterations, logs }),
  };
}
