import { basename, resolve } from 'node:path';
import type { RunOptions } from './contract/trainer-start';
import { languages, textOf, type Language } from './contract/text';

/** Overrides the operating system's theme for this start. */
export type Theme = 'light' | 'dark';

/** What a start of the app was asked to do. Paths are absolute. */
export type Launch = {
  readonly file?: string;
  readonly options: RunOptions;
  /** Where to leave a picture of the window once the run is over, or ready if it was not to run. */
  readonly screenshot?: string;
  readonly exit: boolean;
  readonly trust: boolean;
  readonly language?: Language;
  readonly theme?: Theme;
};

type Expected = keyof ReturnType<typeof textOf>['shell']['commandLine']['expected'];

/** What is wrong with the arguments of the app. */
export type ArgumentProblem =
  | { readonly kind: 'unknown-flag'; readonly flag: string }
  | { readonly kind: 'value-missing'; readonly flag: string; readonly expected: Expected }
  | { readonly kind: 'value-wrong'; readonly flag: string; readonly got: string; readonly expected: Expected }
  | { readonly kind: 'two-files'; readonly first: string; readonly second: string };

/** What the arguments ask for, and what is wrong with them. */
export type ParsedArguments = { readonly launch: Launch } | { readonly problem: ArgumentProblem };

type Found = {
  file?: string;
  run?: true;
  progress?: true;
  exit?: true;
  trust?: true;
  epochs?: number;
  stepsPerEpoch?: number;
  seed?: number;
  screenshot?: string;
  language?: Language;
  theme?: Theme;
};

const switches: { readonly [flag: string]: 'run' | 'progress' | 'exit' | 'trust' } = {
  '--run': 'run',
  '--progress': 'progress',
  '--exit': 'exit',
  '--trust': 'trust',
};

/** Reads the value of a flag; undefined if the flag can't have this value. */
type ReadValue = (value: string, cwd: string) => Found | undefined;

const wholeNumber = (value: string, least: number): number | undefined => {
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  return Number.isSafeInteger(number) && number >= least ? number : undefined;
};

const numberInto =
  (name: 'epochs' | 'stepsPerEpoch' | 'seed', least: number): ReadValue =>
  (value) => {
    const number = wholeNumber(value, least);
    return number === undefined ? undefined : { [name]: number };
  };

const readLanguage: ReadValue = (value) => {
  const language = languages.find((known) => known === value);
  return language && { language };
};

const readTheme: ReadValue = (theme) => (theme === 'light' || theme === 'dark' ? { theme } : undefined);

const readPicture: ReadValue = (value, cwd) =>
  /\.png$/i.test(basename(value)) ? { screenshot: resolve(cwd, value) } : undefined;

const valueFlags: { readonly [flag: string]: { readonly expected: Expected; readonly read: ReadValue } } = {
  '--epochs': { expected: 'count', read: numberInto('epochs', 1) },
  '--steps-per-epoch': { expected: 'count', read: numberInto('stepsPerEpoch', 1) },
  '--seed': { expected: 'seed', read: numberInto('seed', 0) },
  '--screenshot': { expected: 'picture', read: readPicture },
  '--language': { expected: 'language', read: readLanguage },
  '--theme': { expected: 'theme', read: readTheme },
};

/** Beginnings of flags of Chromium, V8 and the desktop on the same command line; their values follow a `=`. */
const foreignBeginnings =
  'allow app auth blink class crash disable disk enable force gpu gtk high host ignore in inspect js lang log name no origin original ozone password proxy remote renderer single squirrel ssl test touch trace type unsafely use user utility v vmodule window';
const foreignFlag = new RegExp(`^(--|-psn_.*|--(${foreignBeginnings.replaceAll(' ', '|')})(-.*)?)$`);

/**
 * The arguments that are meant for the app.
 * @param argv as `process.argv` has it: the executable first and, unless packaged, the app's own path before the rest
 */
export function ownArguments(
  argv: readonly string[],
  { isPackaged, appPath, cwd }: { readonly isPackaged: boolean; readonly appPath: string; readonly cwd: string },
): readonly string[] {
  if (isPackaged) return argv.slice(1);
  const app = argv.findIndex((argument, index) => index > 0 && resolve(cwd, argument) === resolve(appPath));
  return argv.slice(app > 0 ? app + 1 : 2);
}

/** Reads the app's arguments, or names the first thing that is wrong with them. */
export function parseArguments(args: readonly string[], cwd: string): ParsedArguments {
  const found: Found = {};
  for (let index = 0; index < args.length; index++) {
    const [flag, inline] = splitFlag(args[index] ?? '');
    const on = switches[flag];
    const taking = valueFlags[flag];
    if (on && inline === undefined) found[on] = true;
    else if (taking) {
      const value = inline ?? args[++index];
      const { expected } = taking;
      if (value === undefined || value === '' || value.startsWith('--')) {
        return { problem: { kind: 'value-missing', flag, expected } };
      }
      const read = taking.read(value, cwd);
      if (!read) return { problem: { kind: 'value-wrong', flag, got: value, expected } };
      Object.assign(found, read);
    } else if (flag.startsWith('-')) {
      if (!foreignFlag.test(flag)) return { problem: { kind: 'unknown-flag', flag } };
    } else if (flag !== '') {
      const file = resolve(cwd, flag);
      if (found.file) return { problem: { kind: 'two-files', first: found.file, second: file } };
      found.file = file;
    }
  }
  return { launch: launchOf(found) };
}

/** What is wrong with the arguments, and how the app is called. */
export function argumentProblemText(problem: ArgumentProblem, language: Language): string {
  const text = textOf(language).shell.commandLine;
  const sentence = () => {
    switch (problem.kind) {
      case 'unknown-flag':
        return text.unknownFlag(problem.flag);
      case 'value-missing':
        return text.valueMissing(problem.flag, text.expected[problem.expected]);
      case 'value-wrong':
        return text.valueWrong(problem.flag, problem.got, text.expected[problem.expected]);
      case 'two-files':
        return text.twoFiles(problem.first, problem.second);
    }
  };
  return `${sentence()}\n${text.usage}`;
}

function splitFlag(argument: string): [flag: string, value?: string] {
  const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
  return equals < 0 ? [argument] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function launchOf(found: Found): Launch {
  const { run, progress, exit, trust, epochs, stepsPerEpoch, seed, ...rest } = found;
  return {
    ...rest,
    options: {
      autorun: run ?? false,
      progress: progress ?? false,
      ...(epochs !== undefined && { epochs }),
      ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
      ...(seed !== undefined && { seed }),
    },
    exit: exit ?? false,
    trust: trust ?? false,
  };
}
