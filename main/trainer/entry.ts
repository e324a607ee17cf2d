import { setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { createProgressPrinter } from '../contract/progress-printer';
import { CodedError, messageOf } from '../contract/errors';
import type { HostMessage, HostReport } from '../contract/trainer-start';
import { forbidExit } from '../experiment/forbid-exit';
import { defaultBudget } from '../training/time-travel/history-files';
import { openHistoryFolder } from './history-folder';
import { capturePrinting } from './printed-output';
import { Trainer, type StartMessage } from './trainer';
import type { Port } from './window-link';

/** What Electron gives a utility process to hear and answer the shell with. */
type ParentPort = {
  on(
    event: 'message',
    listener: (message: { readonly data: HostMessage; readonly ports: readonly Port[] }) => void,
  ): void;
  postMessage(report: HostReport): void;
};

const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
/** Milliseconds since 1970, finer than `Date.now`. */
const now = (): number => performance.timeOrigin + performance.now();

// The window and the rest of the machine come first.
setPriority(10);
forbidExit();
// V8 compares the memory of all batches, dead ones too, with a limit that follows from its small heap: it would mark the
// whole heap three times a second, on threads that compete with the training.
setFlagsFromString('--heap-growing-percent=300');

let trainer: Trainer | undefined;
const waiting: Port[] = [];

/** @throws CodedError `tensorflow-missing` where the native library can't be loaded */
const loadBackend = () =>
  import('./backend').catch((error: unknown) => {
    throw new CodedError('tensorflow-missing', { message: messageOf(error) }, { cause: error });
  });

function begin(start: StartMessage): Trainer {
  const { language } = start;
  const { progress } = start.options;
  const print = createProgressPrinter({
    write: (text) => process.stdout.write(text),
    isTerminal: process.stdout.isTTY ?? false,
    columns: () => process.stdout.columns ?? 80,
    now,
    language,
  });
  const begun = new Trainer(start, {
    loadEngine: async () => ({
      ...(await loadBackend()),
      ...(await import('../training/session/create-session')),
      ...(await import('../training/session/saved-run')),
      ...(await import('../training/session/saving')),
      ...(await import('../training/debug/answers')),
    }),
    now,
    report: (report) => parentPort.postMessage(report),
    history: { folder: openHistoryFolder(), budget: defaultBudget },
    ...(progress && { onEvent: print }),
  });
  capturePrinting((text, level) => begun.log({ code: 'printed', values: { text } }, 'experiment', level), progress);
  // The process goes on: what was trained, and all that can be looked at, would go with it.
  process.on('uncaughtException', (error) => begun.uncaught(error));
  process.on('unhandledRejection', (reason) => begun.uncaught(reason));
  return begun;
}

parentPort.on('message', ({ data, ports }) => {
  if (data.kind === 'window') {
    const [port] = ports;
    if (port && trainer) trainer.attach(port);
    else if (port) waiting.push(port);
  } else if (data.kind === 'save') {
    void trainer?.save(data.folder);
  } else if (!trainer) {
    trainer = begin(data);
    for (const port of waiting) trainer.attach(port);
    void trainer.load();
  }
});
