import { afterEach, expect, it, vi } from 'vitest';
import { readOptions, someOf } from '../bench/options.mjs';

const defaults = { json: false, rounds: 7, only: '' };

afterEach(() => vi.restoreAllMocks());

/** What a benchmark says as it ends with exit code 2. */
function refusal(act: () => unknown): string {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  expect(act).toThrow('exit 2');
  expect(said).toHaveBeenCalledTimes(1);
  return String(said.mock.calls[0]![0]);
}

it('takes flags, numbers and texts', () => {
  expect(readOptions(defaults, [])).toEqual(defaults);
  const given = readOptions(defaults, ['--json', '--rounds', '2.5', '--only=eager']);
  expect(given).toEqual({ json: true, rounds: 2.5, only: 'eager' });
});

it.each([
  [['--json', 'FILE'], "Unexpected argument 'FILE'"],
  [['--runs', '3'], "Unknown option '--runs'"],
  [['--rounds'], "Option '--rounds <value>' argument missing"],
  [['--rounds', '-1'], "Option '--rounds' argument is ambiguous"],
  [['--rounds', 'many'], "--rounds: expected a number above 0, got 'many'"],
  [['--rounds', '0'], "--rounds: expected a number above 0, got '0'"],
])('says in one line what is wrong with %j, and which options there are', (args, problem) => {
  expect(refusal(() => readOptions(defaults, args))).toBe(`${problem}. Options: [--json] [--rounds 7] [--only ONLY]`);
});

it('takes some of known names, or all', () => {
  const known = ['tiny', 'lstm'];
  expect(someOf('cases', '', known)).toEqual(known);
  expect(someOf('cases', 'lstm', known)).toEqual(['lstm']);
  const said = refusal(() => someOf('cases', 'lstm,big', known));
  expect(said).toBe("--cases: expected some of tiny, lstm; got 'big'");
});
