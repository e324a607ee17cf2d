import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantedImports, type Import } from './planted-imports';
import { plantTree, type Tree } from './planted-tree';

type Violation = { readonly from: string; readonly to: string; readonly rule: { readonly name: string } };
type Report = { readonly summary: { readonly violations: readonly Violation[] } };

const root = resolve(import.meta.dirname, '../..');
const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  readonly forbidden: readonly { readonly name: string }[];
};
const isOurs = (target: string) => /^(main|renderer|test|examples)\//.test(target);
const specifier = ({ from, to }: Import) => {
  if (!isOurs(to)) return to;
  const path = relative(dirname(from), to).replace(/\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
};

/** Every planted import in a tree of its own, each target an empty module. */
function filesOf(imports: readonly Import[], typeImports: readonly Import[]): Map<string, string> {
  const all = [...imports, ...typeImports];
  const files = new Map(all.filter(({ to }) => isOurs(to)).map(({ to }) => [to, 'export {};\n']));
  const append = (file: string, line: string) => files.set(file, `${files.get(file) ?? ''}${line}\n`);
  for (const each of imports) append(each.from, `import '${specifier(each)}';`);
  for (const each of typeImports) append(each.from, `import type {} from '${specifier(each)}';`);
  return files;
}

function cruise(tree: Tree): Promise<readonly Violation[]> {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const folders = ['main', 'renderer', 'test', 'examples'];
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  return new Promise((done, fail) => {
    // Its exit code is the number of violations, so that only its report says whether it ran.
    execFile(process.execPath, [cli, ...folders, ...options], { cwd: tree.path, maxBuffer: 2 ** 26 }, (_, out, log) => {
      if (out.startsWith('{')) done((JSON.parse(out) as Report).summary.violations);
      else fail(new Error(log || out));
    });
  });
}

describe('import rules', () => {
  let tree: Tree;
  let violations: readonly Violation[];
  const circleOf = (one: string, other: string): readonly Import[] => [
    { from: one, to: other },
    { from: other, to: one },
  ];
  const circle = circleOf('main/training/hen.ts', 'main/training/egg.ts');
  const typeCircle = circleOf('main/training/word.ts', 'main/training/meaning.ts');

  beforeAll(async () => {
    const planted = plantedImports.flatMap(({ bad, good }) => [bad, good]);
    tree = plantTree(filesOf([...planted, ...circle], typeCircle));
    violations = await cruise(tree);
  });
  afterAll(() => tree.remove());

  const rulesBrokenBy = ({ from, to }: Import) =>
    violations
      .filter((found) => found.from === from && (isOurs(to) ? found.to === to : true))
      .map(({ rule }) => rule.name);

  it.each(plantedImports)('$rule finds $bad.from -> $bad.to', ({ rule, bad }) => {
    expect(rulesBrokenBy(bad)).toContain(rule);
  });

  it.each(plantedImports)('$rule passes $good.from -> $good.to', ({ good }) => {
    expect(rulesBrokenBy(good)).toEqual([]);
  });

  it('no-circular finds two files that import each other', () => {
    // A circle is reported once, from one of its files.
    expect(circle.flatMap(rulesBrokenBy)).toContain('no-circular');
  });

  it('no-circular passes two files whose types name each other', () => {
    expect(typeCircle.flatMap(rulesBrokenBy)).toEqual([]);
  });

  it('has a planted violation for every rule', () => {
    const planted = new Set([...plantedImports.map(({ rule }) => rule), 'no-circular']);
    expect([...planted].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });
});
