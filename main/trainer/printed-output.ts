import { format } from 'node:util';

const methods = ['log', 'info', 'debug', 'warn', 'error'] as const;
export type PrintedLevel = 'info' | 'warning' | 'error';

/** Hears what code prints with `console`; whether it goes on to the terminal is up to the caller. */
export function capturePrinting(onPrinted: (text: string, level: PrintedLevel) => void, passOn: boolean): () => void {
  const originals = methods.map((method) => [method, console[method]] as const);
  for (const [method, original] of originals) {
    console[method] = (...values: unknown[]) => {
      onPrinted(format(...values), method === 'error' ? 'error' : method === 'warn' ? 'warning' : 'info');
      if (passOn) original.apply(console, values);
    };
  }
  return () => {
    for (const [method, original] of originals) console[method] = original;
  };
}
