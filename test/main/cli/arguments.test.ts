import { expect, test } from 'vitest';
import { readArguments } from '../../../main/cli/arguments';
import { textOf } from '../../../main/contract/text';

const words = textOf('en').cli.wrong;
const read = (line: string) => readArguments(line.split(' ').filter(Boolean), words);

test('reads every option of train', () => {
  const length = '--epochs 3 --steps-per-epoch=10 --extend --seed 0 --eager';
  const debugging = '--edits e.json --break loss>2 --break isNaN(loss) --resume old --snapshot new';
  expect(read(`train a.ts ${length} ${debugging} --log run.jsonl --quiet --trust`)).toEqual({
    verb: 'train',
    file: 'a.ts',
    epochs: 3,
    stepsPerEpoch: 10,
    extend: true,
    seed: 0,
    eager: true,
    edits: 'e.json',
    breaks: ['loss>2', 'isNaN(loss)'],
    resume: 'old',
    snapshot: 'new',
    log: 'run.jsonl',
    quiet: true,
    trust: true,
  });
});

test('a step that is computed again is not trained: what says how is refused', () => {
  const rest = { eager: true, quiet: true, trust: true, replayCase: 'case' };
  expect(read('train a.ts --replay-case case --eager --quiet --trust')).toEqual({
    verb: 'train',
    file: 'a.ts',
    ...rest,
  });
  const useless = ['--epochs 3', '--steps-per-epoch 9', '--seed 0', '--edits e', '--break loss>2', '--resume r'];
  for (const option of [...useless, '--extend', '--snapshot s', '--log l']) {
    const message = words.apart(option.split(' ')[0]!, '--replay-case');
    expect(read(`train a.ts --replay-case case ${option}`)).toEqual({ verb: 'wrong', message });
  }
});

test('leaves out what was not given', () => {
  expect(read('train a.ts')).toEqual({ verb: 'train', file: 'a.ts', quiet: false, trust: false });
  expect(read('types a.ts')).toEqual({ verb: 'types', file: 'a.ts' });
});

test('help is the answer to nothing and to --help', () => {
  for (const line of ['', '--help', 'train -h']) expect(read(line)).toEqual({ verb: 'help' });
});

test.each([
  ['fit a.ts', words.verb('fit')],
  ['train', words.file],
  ['train a.ts b.ts', words.file],
  ['train a.ts --epoch 3', words.option('--epoch')],
  ['types a.ts --seed 3', words.option('--seed')],
  ['train a.ts --epochs 0', words.number('--epochs', 1, '0')],
  ['train a.ts --seed 1.5', words.number('--seed', 0, '1.5')],
  ['train a.ts --log', words.value('--log')],
  ['train a.ts --quiet=1', words.option('--quiet=1')],
])('%s is wrong', (line, message) => {
  expect(read(line)).toEqual({ verb: 'wrong', message });
});
