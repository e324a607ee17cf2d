import { open, type FileHandle } from 'node:fs/promises';
import { checkArguments, flag, text, type ArgumentRules } from '../check-arguments';
import type { Callback } from '../experiment';
import { numpyFloat32, pythonFloat } from './python-numbers';

export type CSVLoggerOptions = {
  readonly filename: string;
  /** Default `,`. */
  readonly separator?: string;
  /** Goes on in the file if there is one, without a second header. Default false. */
  readonly append?: boolean;
};

type State = { readonly keys: readonly string[] | null; readonly bytes: number };

/** Keys of the columns: those of the first epoch, sorted, and `val_` ones for later if that did not validate. */
function columnsOf(logs: { readonly [name: string]: number }): readonly string[] {
  const keys = Object.keys(logs).sort((a, b) => (a < b ? -1 : 1));
  return keys.some((key) => key.startsWith('val_')) ? keys : [...keys, ...keys.map((key) => `val_${key}`)];
}

const rules: ArgumentRules = { filename: text, separator: text, append: flag };

/**
 * Writes a line for each epoch, in the format of Keras to the byte; what an epoch does not have is `NA`.
 * @throws CodedError `unknown-field` or `wrong-argument`
 */
export function csvLogger(options: CSVLoggerOptions): Callback {
  checkArguments(options, rules);
  const { filename, separator = ',', append = false } = options;
  let keys: readonly string[] | undefined;
  let file: FileHandle | undefined;
  let bytes = 0;

  const quoted = (text: string): string =>
    /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  const opened = async (): Promise<FileHandle> => {
    if (file) return file;
    file = await open(filename, append || bytes > 0 ? 'a' : 'w');
    const { size } = await file.stat();
    if (bytes > 0 && size > bytes) await file.truncate(bytes);
    bytes = Math.min(size, bytes > 0 ? bytes : size);
    return file;
  };
  const write = async (values: readonly string[]): Promise<void> => {
    const handle = await opened();
    const line = Buffer.from(`${values.map(quoted).join(separator)}\r\n`);
    await handle.appendFile(line);
    bytes += line.length;
  };
  const close = async (): Promise<void> => {
    await file?.close();
    file = undefined;
  };

  return {
    onTrainBegin: () => {
      bytes = 0;
    },
    onEpochEnd: async (epoch, logs) => {
      keys ??= columnsOf(logs);
      await opened();
      if (bytes === 0) await write(['epoch', ...keys]);
      const text = (key: string): string => {
        const value = logs[key];
        if (value === undefined) return 'NA';
        return key === 'lr' ? numpyFloat32(value) : pythonFloat(value);
      };
      await write([String(epoch), ...keys.map(text)]);
    },
    onTrainEnd: async () => {
      await opened();
      await close();
    },
    getState: (): State => ({ keys: keys ?? null, bytes }),
    setState: (state) => {
      const { keys: known, bytes: length } = state as State;
      keys = known ?? undefined;
      bytes = length;
    },
    close,
  };
}
