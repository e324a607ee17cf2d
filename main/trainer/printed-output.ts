import { format } from 'node:util';

const methods = ['log', 'info', 'debug', 'warn', 'error'] as const;
export type PrintedLevel = 'info' | 'warning' | 'error';

/**
 * Hears what code prints with `console`.
 * @param passOn whether it is printed in the terminal as well
 * @returns a function that ends it
 */
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
