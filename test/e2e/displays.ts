import type { TestProject } from 'vitest/node';
import { privateDisplay } from '../../scripts/setup/display.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** What programs need to draw on the screen of each worker. */
    displays: readonly { readonly [variable: string]: string }[];
  }
}

/** A screen for each worker, for the whole run; vitest calls the returned function at the end. */
export async function setup({ config, provide }: TestProject): Promise<() => void> {
  const displays = await Promise.all(Array.from({ length: config.maxWorkers }, () => privateDisplay()));
  provide(
    'displays',
    displays.map(({ env }) => env),
  );
  return () => displays.forEach(({ stop }) => stop());
}
