import { parseArgs } from 'node:util';
import type { Catalogue } from '../contract/text/catalogue';

export type TrainArguments = {
  readonly verb: 'train';
  readonly file: string;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
  /** Data that ends early begins anew. */
  readonly extend?: true;
  readonly seed?: number;
  /** Operation by operation, not compiled. */
  readonly eager?: true;
  /** Path of the edits to train with. */
  readonly edits?: string;
  /** Conditions to stop at. */
  readonly breaks?: readonly string[];
  /** Folder that a run was saved in, to go on from there. */
  readonly resume?: string;
  /** Folder to save a run in that was stopped, by a condition or by hand. */
  readonly snapshot?: string;
  /** Folder of a step with NaN that was kept, to compute it again in place of training. */
  readonly replayCase?: string;
  /** Path of the JSON lines. */
  readonly log?: string;
  readonly quiet: boolean;
  readonly trust: boolean;
};

export type Arguments =
  | TrainArguments
  | { readonly verb: 'types'; readonly file: string }
  | { readonly verb: 'help' }
  | { readonly verb: 'wrong'; readonly message: string };

const options = {
  epochs: { type: 'string' },
  'steps-per-epoch': { type: 'string' },
  extend: { type: 'boolean' },
  seed: { type: 'string' },
  edits: { type: 'string' },
  break: { type: 'string', multiple: true },
  resume: { type: 'string' },
  snapshot: { type: 'string' },
  'replay-case': { type: 'string' },
  log: { type: 'string' },
  eager: { type: 'boolean' },
  quiet: { type: 'boolean' },
  trust: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const optionsOfTypes: readonly string[] = ['help'];
/** What a step that is computed again has no use for: nothing is trained, and a kept step has its own seed. */
const onlyForTraining = [
  'epochs',
  'steps-per-epoch',
  'extend',
  'seed',
  'edits',
  'break',
  'resume',
  'snapshot',
  'log',
] as const;

type Option = keyof typeof options;
type Words = Catalogue['cli']['wrong'];
type Values = { readonly [name in Option]?: string | boolean | (string | boolean)[] | undefined };

class WrongArgument extends Error {}

/** Reads the command line, without the programs in front. */
export function readArguments(args: readonly string[], words: Words): Arguments {
  try {
    return read(args, words);
  } catch (error) {
    if (error instanceof WrongArgument) return { verb: 'wrong', message: error.message };
    throw error;
  }
}

function read(args: readonly string[], words: Words): Arguments {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const [verb, file, ...rest] = positionals;
  if (values['help'] === true || verb === undefined) return { verb: 'help' };
  if (verb !== 'train' && verb !== 'types') throw new WrongArgument(words.verb(verb));
  const known = verb === 'train' ? Object.keys(options) : optionsOfTypes;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!known.includes(token.name)) throw new WrongArgument(words.option(token.rawName));
    const needsValue = options[token.name as Option].type === 'string';
    if (needsValue !== Boolean(token.value)) {
      throw new WrongArgument(
        needsValue ? words.value(token.rawName) : words.option(`${token.rawName}=${token.value}`),
      );
    }
  }
  if (file === undefined || rest.length > 0) throw new WrongArgument(words.file);
  return verb === 'types' ? { verb, file } : trainArguments(file, values, words);
}

function trainArguments(file: string, values: Values, words: Words): TrainArguments {
  const wholeNumber = (option: Option, least: number): number | undefined => {
    const given = values[option];
    if (typeof given !== 'string') return undefined;
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= least && Number.isSafeInteger(value)) return value;
    throw new WrongArgument(words.number(`--${option}`, least, given));
  };
  const epochs = wholeNumber('epochs', 1);
  const stepsPerEpoch = wholeNumber('steps-per-epoch', 1);
  const seed = wholeNumber('seed', 0);
  const { log, edits, resume, snapshot } = values;
  const breaks = Array.isArray(values.break) ? values.break.filter((each) => typeof each === 'string') : [];
  if (values['replay-case'] !== undefined) {
    const useless = onlyForTraining.find((option) => values[option] !== undefined);
    if (useless) throw new WrongArgument(words.apart(`--${useless}`, '--replay-case'));
  }
  return {
    verb: 'train',
    file,
    ...(epochs !== undefined && { epochs }),
    ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
    ...(values['extend'] === true && { extend: true as const }),
    ...(seed !== undefined && { seed }),
    ...(values['eager'] === true && { eager: true as const }),
    ...(typeof edits === 'string' && { edits }),
    ...(breaks.length > 0 && { breaks }),
    ...(typeof resume === 'string' && { resume }),
    ...(typeof values['replay-case'] === 'string' && { replayCase: values['replay-case'] }),
    ...(typeof snapshot === 'string' && { snapshot }),
    ...(typeof log === 'string' && { log }),
    quiet: values.quiet === true,
    trust: values.trust === true,
  };
}
