import { vi } from 'vitest';
import type { Machine, RunResult } from '../../scripts/setup/machine.mjs';

/** A call of a program, as `npm ci --ignore-scripts`. */
type Call = string;

/** What a program answers: `true` for success without output, or what it printed. */
type Answer = boolean | Partial<RunResult>;

/**
 * A computer that runs nothing: it writes down what it was asked to run and answers from a table. What set-up says is
 * not shown.
 * @param answers by the start of the command line; whatever is not in it fails
 */
export function fakeMachine(
  facts: Partial<Machine> & { commands?: string[] } = {},
  answers: Record<string, Answer> = {},
): { machine: Machine; calls: Call[] } {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { commands = [], ...rest } = facts;
  const calls: Call[] = [];
  const machine: Machine = {
    root: '/clone',
    platform: 'linux',
    arch: 'x64',
    node: '20.20.2',
    isRoot: false,
    home: '/home/ada',
    env: {},
    find: (command) => (commands.includes(command) ? `/usr/bin/${command}` : undefined),
    exists: () => true,
    run: (command, args) => {
      const call = [command, ...args].join(' ');
      calls.push(call);
      const key = Object.keys(answers).find((start) => call.startsWith(start));
      const answer = key === undefined ? false : answers[key];
      return Promise.resolve(
        typeof answer === 'object'
          ? { ok: true, out: '', err: '', ...answer }
          : { ok: answer === true, out: '', err: '' },
      );
    },
    ...rest,
  };
  return { machine, calls };
}
