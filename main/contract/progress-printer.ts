import { progressLine, stepTime } from './progress-line';
import { isTraining } from './run-state';
import { textOf, type Language } from './text';
import type { BatchEnd, Logs, RunPlan, TrainingEvent } from './training-event';

/** Where progress is printed. */
export type Terminal = {
  readonly write: (text: string) => void;
  /** Whether a line can be drawn over; else lines are few and final. */
  readonly isTerminal: boolean;
  /** Columns, asked for each line; longer lines are cut where lines are drawn over. */
  readonly columns: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly language: Language;
};

const redrawMs = 100;
const reportMs = 10_000;
const longMs = 300;

/**
 * Prints events the way Keras prints training: a bar drawn over in a terminal; elsewhere a line for each epoch and, while
 * one lasts long, one every ten seconds.
 */
export function createProgressPrinter(terminal: Terminal): (event: TrainingEvent) => void {
  const words = textOf(terminal.language).cli.progress;
  let plan: RunPlan | undefined;
  let epochMs = 0;
  let done = 0;
  let written = 0;
  let latest: Logs | undefined;
  let preparingSince = 0;

  const line = (logs: Logs): string => {
    const steps = plan?.stepsPerEpoch;
    return progressLine({ done, logs, elapsedMs: epochMs, ...(steps !== undefined && { steps }) }, words.eta);
  };
  const draw = (text: string): void => {
    if (!terminal.isTerminal) return terminal.write(`${text}\n`);
    const width = Math.max(20, terminal.columns() - 1);
    terminal.write(`\r\x1b[K${text.slice(0, width)}`);
  };
  /** Means where there are some; in a custom loop the newest values of every model. */
  const logsOf = ({ means, own }: BatchEnd): Logs => (Object.keys(means).length > 0 ? means : { ...latest, ...own });

  const batchEnd = (event: BatchEnd): void => {
    epochMs += event.ms;
    done = event.batch + 1;
    latest = logsOf(event);
    const now = terminal.now();
    if (now - written < (terminal.isTerminal ? redrawMs : reportMs)) return;
    written = now;
    draw(line(latest));
  };
  /** Ends a line that would be drawn over. */
  const finish = (logs: Logs): void => {
    draw(line(logs));
    if (terminal.isTerminal) terminal.write('\n');
    latest = undefined;
  };

  /** A terminal shows at once that a graph is prepared; a log gets a line only if it took long. */
  const preparing = (isPreparing: boolean): void => {
    if (isPreparing) preparingSince = terminal.now();
    if (terminal.isTerminal) return draw(isPreparing ? words.preparing : latest ? line(latest) : '');
    const took = terminal.now() - preparingSince;
    if (!isPreparing && took > longMs) draw(words.prepared(stepTime(took)));
  };

  return (event) => {
    if (event.type === 'plan') plan = event.plan;
    if (event.type === 'preparing') preparing(event.isPreparing);
    if (event.type === 'epoch-begin') {
      [epochMs, done, written, latest] = [0, 0, terminal.now(), undefined];
      terminal.write(`${words.epoch(event.epoch + 1, plan?.epochs)}\n`);
    }
    if (event.type === 'batch-end') batchEnd(event);
    if (event.type === 'epoch-end') finish(event.logs);
    const isParked = event.type === 'state' && !isTraining(event.state);
    if (isParked && latest) finish(latest);
  };
}
