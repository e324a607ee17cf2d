import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantedCode } from './planted-code';
import { plantTree, type Tree } from './planted-tree';

type Finding = { readonly rule: string | null; readonly message: string };

const configFile = pathToFileURL(resolve(import.meta.dirname, '../../eslint.config.mjs')).href;
const { default: configuration } = (await import(configFile)) as { readonly default: readonly Linter.Config[] };

const cases = plantedCode.map((planted, index) => ({
  ...planted,
  name: `${planted.rule} (${index}${planted.says ? `: ${planted.says}` : ''})`,
  badFile: planted.at.replace('*', `bad-${index}`),
  goodFile: (planted.goodAt ?? planted.at).replace('*', `good-${index}`),
}));

/** Each rule that our own blocks set, and for a rule with many bans each ban by its message. */
function rulesWeSet(): { readonly rule: string; readonly says?: string }[] {
  const blocks = configuration.filter(
    ({ name, files }) => name?.startsWith('batchpoint/') && !name.includes('__') && files,
  );
  return blocks.flatMap(({ rules = {} }) =>
    Object.entries(rules)
      .filter(([, entry]) => entry !== 'off')
      .flatMap(([rule, entry]) => {
        const bans = JSON.stringify(entry).matchAll(/"message":("(?:[^"\\]|\\.)*")/g);
        const messages = [...bans].map(([, text]) => JSON.parse(text ?? '""') as string);
        return messages.length > 0 ? messages.map((says) => ({ rule, says })) : [{ rule }];
      }),
  );
}

async function lint(tree: Tree): Promise<Map<string, readonly Finding[]>> {
  const eslint = new ESLint({ cwd: tree.path, overrideConfigFile: join(tree.path, 'eslint.config.mjs') });
  const results = await eslint.lintFiles(['main', 'renderer', 'test', 'examples', 'scripts']);
  return new Map(
    results.map(({ filePath, messages }) => [
      relative(tree.path, filePath),
      messages.map(({ ruleId, message }) => ({ rule: ruleId, message })),
    ]),
  );
}

describe('lint rules', () => {
  let tree: Tree;
  let findings: Map<string, readonly Finding[]>;

  beforeAll(async () => {
    const files = cases.flatMap(({ badFile, bad, goodFile, good }): [string, string][] => [
      [goodFile, `${good}\n`],
      [badFile, `${bad}\n`],
    ]);
    tree = plantTree(new Map(files));
    findings = await lint(tree);
  });
  afterAll(() => tree.remove());

  const found = (file: string, rule: string, says = '') =>
    (findings.get(file) ?? []).filter((finding) => finding.rule === rule && finding.message.includes(says));

  it.each(cases)('finds $name', ({ badFile, rule, says }) => {
    expect(found(badFile, rule, says)).not.toEqual([]);
  });

  it.each(cases)('passes the counterpart of $name', ({ goodFile, rule, says }) => {
    expect(findings.has(goodFile)).toBe(true);
    expect(found(goodFile, rule, says)).toEqual([]);
  });

  it('reads every planted file without a parsing error', () => {
    const unread = [...findings].filter(([, all]) => all.some(({ rule }) => rule === null));
    expect(unread).toEqual([]);
  });

  it('has a planted violation for every rule and every ban', () => {
    const uncovered = rulesWeSet().filter(
      ({ rule, says }) =>
        !cases.some((planted) => planted.rule === rule && found(planted.badFile, rule, says).length > 0),
    );
    expect(uncovered).toEqual([]);
  });
});
