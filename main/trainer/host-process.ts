import { MessageChannelMain, utilityProcess, type MessagePortMain } from 'electron';
import { tensorflowEnvironment } from '../contract/tensorflow-environment';
import type { HostMessage, HostReport } from '../contract/trainer-start';

/** A training process, as the shell sees it. */
export type TrainerProcess = {
  send(message: Exclude<HostMessage, { kind: 'window' }>): void;
  /** Opens a channel to it. @returns the window's end */
  connect(): MessagePortMain;
  kill(): void;
};

export type TrainerListener = {
  readonly onReport: (report: HostReport) => void;
  readonly onErrorOutput: (text: string) => void;
  readonly onExit: (exitCode: number) => void;
};

export type ForkTrainer = (
  options: { readonly threads: number; readonly progress: boolean },
  listener: TrainerListener,
) => TrainerProcess;

/** @param entry path of the built training process */
export function forkTrainerFrom(entry: string): ForkTrainer {
  return ({ threads, progress }, { onReport, onErrorOutput, onExit }) => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Batchpoint training',
      stdio: ['ignore', progress ? 'inherit' : 'ignore', 'pipe'],
      env: { ...process.env, ...tensorflowEnvironment(threads) },
    });
    child.on('message', (report) => onReport(report as HostReport));
    child.on('exit', onExit);
    child.stderr?.on('data', (text) => onErrorOutput(String(text)));
    return {
      send: (message) => child.postMessage(message),
      connect: () => {
        const { port1, port2 } = new MessageChannelMain();
        child.postMessage({ kind: 'window' } satisfies HostMessage, [port1]);
        return port2;
      },
      kill: () => void child.kill(),
    };
  };
}
