import { reportOf } from '../contract/errors';
import { createProgressPrinter } from '../contract/progress-printer';
import { errorLine, textOf } from '../contract/text';
import { evaluationLine, stepModeLine } from '../contract/text/step-mode-text';
import type { TrainingEvent } from '../contract/training-event';
import type { TrainArguments } from './arguments';
import type { Interrupt } from './interrupt';
import type { RunLog } from './run-log';
import type { Surroundings } from './surroundings';

/** Writes each event to a log. One that can't be written any more stops the run. */
export function writingTo(log: RunLog | undefined, interrupt: Interrupt): (event: TrainingEvent) => void {
  return (event) => {
    try {
      log?.write(event);
    } catch (error) {
      interrupt.stopBecause(reportOf(error));
    }
  };
}

type Watch = { hear(event: TrainingEvent): void };

/** Tells the terminal of a run, and whoever else is to hear. */
export function listenerOf(
  options: TrainArguments,
  around: Surroundings,
  write: (event: TrainingEvent) => void,
  watches: readonly Watch[],
) {
  const { language } = around;
  const words = textOf(language).cli;
  const progress = options.quiet ? undefined : createProgressPrinter({ ...around, write: around.print });
  return (event: TrainingEvent): void => {
    for (const watch of watches) watch.hear(event);
    progress?.(event);
    write(event);
    if (event.type === 'log' && event.message.code === 'computes' && !options.quiet) {
      const { mode, model } = event.message.values;
      around.printError(`${stepModeLine(mode, model, around.language)}\n`);
    }
    if (event.type === 'log' && event.message.code === 'evaluates' && !options.quiet) {
      const { reason, model } = event.message.values;
      around.printError(`${evaluationLine(reason, model, around.language)}\n`);
    }
    if (event.type === 'log' && event.message.code === 'warning' && !options.quiet) {
      around.printError(`${words.warning(errorLine(event.message.values.error, language))}\n`);
    }
  };
}
