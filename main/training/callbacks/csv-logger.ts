import { checkArguments, flag, text, type ArgumentRule, type ArgumentRules } from '../check-arguments';
import type { Callback } from '../experiment';
import { LogFile } from './log-file';
import { numpyFloat32, pythonFloat } from './python-numbers';

export type CSVLoggerOptions = {
  readonly filename: string;
  /** Default `,`. */
  readonly separator?: string;
  /** Goes on in the file if there is one, without a second header. Default false. */
  readonly append?: boolean;
};

type State = { readonly of: 'csvLogger'; readonly keys: readonly string[] | null; readonly bytes: number };

/** Keys of the columns: those of the first epoch, sorted, and `val_` ones for later if that did not validate. */
function columnsOf(logs: { readonly [name: string]: number }): readonly string[] {
  const keys = Object.keys(logs).sort((a, b) => (a < b ? -1 : 1));
  return keys.some((key) => key.startsWith('val_')) ? keys : [...keys, ...keys.map((key) => `val_${key}`)];
}

/** One character that is neither a quote nor a line break. */
const separatorRule: ArgumentRule = {
  expected: "',' | ';' | '\\t' | …",
  accepts: (value) => typeof value === 'string' && /^[^"\r\n]$/u.test(value),
};

const rules: ArgumentRules = { filename: text, separator: separatorRule, append: flag };

/**
 * Writes a line for each epoch, in the format of Keras to the byte; what an epoch does not have is `NA`.
 * @throws CodedError `unknown-field` or `wrong-argument`; `write-failed` while training
 */
export function csvLogger(options: CSVLoggerOptions): Callback {
  checkArguments(options, rules, ['filename'], 'csvLogger(…)');
  const { filename, separator = ',', append = false } = options;
  const file = new LogFile(filename, append);
  let keys: readonly string[] | undefined;

  const quoted = (text: string): string =>
    /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  const write = (values: readonly string[]): Promise<void> => file.append(`${values.map(quoted).join(separator)}\r\n`);

  return {
    // A file that can't be written is said before anything is trained.
    onTrainBegin: () => file.open(),
    onEpochBegin: () => file.prepare(),
    onEpochEnd: async (epoch, logs) => {
      const columns = (keys ??= columnsOf(logs));
      await file.prepare();
      if (file.bytes === 0) await write(['epoch', ...columns]);
      const text = (key: string): string => {
        const value = logs[key];
        if (value === undefined) return 'NA';
        return key === 'lr' ? numpyFloat32(value) : pythonFloat(value);
      };
      await write([String(epoch), ...columns.map(text)]);
    },
    onTrainEnd: async () => {
      await file.prepare();
      await file.close();
    },
    getState: (): State => ({ of: 'csvLogger', keys: keys ?? null, bytes: file.bytes }),
    setState: (state) => {
      const { keys: known, bytes } = state as State;
      keys = known ?? undefined;
      file.goOnAt(bytes);
    },
    close: () => file.close(),
  };
}
