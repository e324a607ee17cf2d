import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { reportOf } from '../contract/errors';
import { tensorflowEnvironment } from '../contract/tensorflow-environment';
import { errorLine, languageOf, textOf } from '../contract/text';
import { forbidExit } from '../experiment/forbid-exit';
import { reportOfLoading } from '../experiment/load';
import { ownPath } from '../experiment/shipped-data';
import { trustFile } from '../experiment/user-folder';
import { readTypes, writeTypes } from '../experiment/write-types';
import { readArguments, type Arguments } from './arguments';
import { errorLines } from './error-lines';
import { codeOfSignal, exitCodes, type StopSignal } from './exit-codes';
import type { Surroundings } from './surroundings';
import { train } from './train';

const exit = forbidExit();
const mostThreads = 8;
const stopSignals = Object.keys(codeOfSignal) as readonly StopSignal[];

/** Ctrl+D, or a terminal that goes away, answers nothing. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.once('SIGINT', () => exit(exitCodes.interrupted));
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  return answer;
}

function surroundings(): Surroundings {
  const { env, stdin, stdout, stderr } = process;
  const threads = Math.min(mostThreads, availableParallelism());
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  return {
    print: (text) => stdout.write(text),
    printError: (text) => stderr.write(text),
    isTerminal: stdout.isTTY ?? false,
    columns: () => stdout.columns,
    ...(stdin.isTTY && stderr.isTTY && { ask }),
    onInterrupt: (listener) => {
      for (const signal of stopSignals) process.on(signal, listener);
      return () => {
        for (const signal of stopSignals) process.off(signal, listener);
      };
    },
    exitNow: exit,
    stuck: new Promise((resolve) => process.once('beforeExit', () => resolve())),
    onUncaught: (listener) => {
      process.on('uncaughtException', listener);
      return () => process.off('uncaughtException', listener);
    },
    now: () => performance.timeOrigin + performance.now(),
    language: languageOf(locale),
    threads,
    trustFile: trustFile(),
    examplesFolder: ownPath('examples') ?? '',
    loadEngine: async () => {
      Object.assign(env, tensorflowEnvironment(threads)); // read when TensorFlow is loaded
      return { ...(await import('../trainer/backend')), ...(await import('../training/session/create-session')) };
    },
  };
}

async function types(file: string, around: Surroundings): Promise<number> {
  try {
    const path = await writeTypes(file, await readTypes());
    around.print(`${textOf(around.language).cli.typesWritten(path)}\n`);
    return exitCodes.fine;
  } catch (error) {
    around.printError(`${errorLines(reportOfLoading(error), around.language)}\n`);
    return exitCodes.failed;
  }
}

async function run(options: Arguments, around: Surroundings): Promise<number> {
  const words = textOf(around.language).cli;
  switch (options.verb) {
    case 'train':
      return train(options, around);
    case 'types':
      return types(options.file, around);
    case 'help':
      around.print(`${words.usage}\n`);
      return exitCodes.fine;
    case 'wrong':
      around.printError(`${words.error(options.message)}\n\n${words.usage}\n`);
      return exitCodes.refused;
  }
}

// A terminal or pipe that is gone takes no words, and no run with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const around = surroundings();
const options = readArguments(process.argv.slice(2), textOf(around.language).cli.wrong);
// As in the window: what nobody waits for takes no run with it.
process.on('unhandledRejection', (reason) => {
  const words = textOf(around.language).cli;
  around.printError(`${words.warning(errorLine(reportOf(reason), around.language))}\n`);
});
// TensorFlow keeps threads alive: the process is ended, not left to end.
exit(await run(options, around));
