import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Case } from './case';

/** What the driver asks, a line of JSON each time. */
type Request =
  | { readonly ask: 'steps'; readonly case: string; readonly mode: string; readonly steps: number }
  | { readonly ask: 'losses'; readonly case: string; readonly mode: string };

/** What a contender can do; whatever it throws is told to the driver. */
export type Contender = {
  /** Trains so many steps. @returns milliseconds of each */
  steps(given: Case, mode: string, count: number): Promise<readonly number[]>;
  /** Loss of each of the first ten steps of a fresh model without dropout. */
  losses(given: Case, mode: string): Promise<readonly number[]>;
  /** How it computes, where that is not settled by its name. */
  note?(): string | undefined;
};

/** Steps whose losses are compared. */
export const comparedSteps = 10;

/** Answers the driver until it closes our input; TensorFlow's threads would keep the process alive after that. */
export async function serve(contender: Contender): Promise<never> {
  const cases = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { readonly [name: string]: Case };
  say({ values: [] }); // here
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    const given = cases[request.case]!;
    try {
      const values =
        request.ask === 'steps'
          ? await contender.steps(given, request.mode, request.steps)
          : await contender.losses(given, request.mode);
      say({ values, note: contender.note?.() });
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) });
    }
  }
  process.exit(0);
}

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
