import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from '../../../main/cli/shell-word';

it('a plain path stays as it is', () => {
  expect(shellWord('/home/ada/run-1/iris_2.ts')).toBe('/home/ada/run-1/iris_2.ts');
});

it.each(['my runs/iris', "Ada's runs", '$HOME', 'a;b', '*', '模型', 'a\nb', '"', '\\'])(
  'a shell reads %j as one word',
  (path) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(path)}`], { encoding: 'utf8' })).toBe(path);
  },
);
