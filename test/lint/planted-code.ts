/**
 * Code that a lint rule must find, and like code that it must pass. `at` says where; its `*` becomes a name of the
 * test's own. `goodAt`: the place where the same thing is allowed. `says`: a piece of the message, for rules that have
 * many.
 */
export type PlantedCode = {
  readonly rule: string;
  readonly says?: string;
  readonly at: string;
  readonly bad: string;
  readonly goodAt?: string;
  readonly good: string;
};

const typed = (rule: string, bad: string, good: string): PlantedCode => ({
  rule: `@typescript-eslint/${rule}`,
  at: 'main/training/*.ts',
  bad,
  good,
});
const syntax = (says: string, at: string, bad: string, good: string, goodAt?: string): PlantedCode => ({
  rule: 'no-restricted-syntax',
  says,
  at,
  bad,
  good,
  ...(goodAt ? { goodAt } : {}),
});
/** The same code, refused in one place and allowed in another. */
const place = (says: string, at: string, goodAt: string, code: string) => syntax(says, at, code, code, goodAt);
const property = (says: string, at: string, bad: string, good: string): PlantedCode => ({
  rule: 'no-restricted-properties',
  says,
  at,
  bad,
  good,
});
const imported = (says: string, at: string, goodAt: string, module: string): PlantedCode => {
  const code = `import { thing } from '${module}';\nexport const used: unknown = thing;\n`;
  return { rule: '@typescript-eslint/no-restricted-imports', says, at, bad: code, goodAt, good: code };
};

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');
const longFunction = (length: number) => `export function long() {\n${lines(length - 2, '  void 0;')}\n}\n`;
const anything = 'export {};\ndeclare const found: any;\n'; // itself a violation, of another rule
const exactly = 'export {};\ndeclare const found: { name: string };\n';

const anywhere: readonly PlantedCode[] = [
  { rule: 'eqeqeq', at: 'scripts/*.mjs', bad: 'export const is = 1 == 2;', good: 'export const is = 1 === 2;' },
  {
    rule: '@typescript-eslint/no-unused-vars',
    at: 'scripts/*.mjs',
    bad: 'const unused = 1;',
    good: 'export const each = (_index, value) => value;',
  },
  {
    rule: 'max-lines',
    at: 'renderer/ui/*.ts',
    bad: lines(401, 'export {};'),
    good: lines(400, 'export {};'),
  },
  { rule: 'max-lines-per-function', at: 'main/*.ts', bad: longFunction(61), good: longFunction(60) },
  { rule: 'max-lines-per-function', at: 'renderer/ui/*.tsx', bad: longFunction(101), good: longFunction(100) },
  {
    rule: 'max-lines-per-function',
    at: 'scripts/*.mjs',
    bad: longFunction(61),
    goodAt: 'test/main/*.ts',
    good: longFunction(200),
  },
];

const types: readonly PlantedCode[] = [
  typed('no-explicit-any', 'export let found: any;', 'export let found: unknown;'),
  typed('no-unsafe-argument', `${anything}void Number.parseInt(found);`, `${exactly}void Number.parseInt(found.name);`),
  typed('no-unsafe-assignment', `${anything}export const a: string = found;`, `${exactly}export const a = found.name;`),
  typed('no-unsafe-call', `${anything}found();`, `${exactly}found.name.trim();`),
  typed('no-unsafe-member-access', `${anything}void found.name;`, `${exactly}void found.name;`),
  typed(
    'no-unsafe-return',
    `${anything}export const give = () => found;`,
    `${exactly}export const give = () => found.name;`,
  ),
  typed(
    'await-thenable',
    'export const a = async () => await 1;',
    'export const a = async () => await Promise.resolve(1);',
  ),
  typed('no-floating-promises', 'Promise.resolve(1);', 'void Promise.resolve(1);'),
  typed(
    'consistent-type-imports',
    "import { Command } from '../contract/commands';\nexport type Own = Command;",
    "import type { Command } from '../contract/commands';\nexport type Own = Command;",
  ),
  typed(
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n    case 'b':\n      return 2;\n  }\n}",
  ),
];

const electronTrap = 'Electron 33';
const nodeTrap = 'Node 20.18';
const newApis: readonly PlantedCode[] = [
  syntax(
    `${electronTrap} has no contextBridge`,
    'main/preload/*.ts',
    'declare const contextBridge: { executeInMainWorld(): void };\ncontextBridge.executeInMainWorld();',
    'declare const contextBridge: { exposeInMainWorld(): void };\ncontextBridge.exposeInMainWorld();',
  ),
  syntax(
    `${electronTrap} has no navigationHistory`,
    'main/*.ts',
    'declare const page: { navigationHistory: { restore(): void } };\npage.navigationHistory.restore();',
    'declare const page: { navigationHistory: { clear(): void } };\npage.navigationHistory.clear();',
  ),
  ...['({ message }) => void message', '(event, details) => void details'].map((listener) =>
    syntax(
      `${electronTrap} gives console-message`,
      'main/*.ts',
      `export const watch = (page: { on(name: string, listener: (...values: { message: string }[]) => void): void }) =>\n  page.on('console-message', ${listener});`,
      `export const watch = (page: { on(name: string, listener: (...values: unknown[]) => void): void }) =>\n  page.on('console-message', (event, level, message) => void message);`,
    ),
  ),
  syntax(
    `${nodeTrap} has no such`,
    'scripts/*.mjs',
    "import module from 'node:module';\nmodule.registerHooks({});",
    "import module from 'node:module';\nmodule.register('./hooks.mjs');",
  ),
  syntax(
    `${nodeTrap} exports no such`,
    'main/experiment/*.ts',
    "import { registerHooks } from 'node:module';\nregisterHooks({});",
    "import { register } from 'node:module';\nregister('./hooks.mjs');",
  ),
  syntax(
    `${nodeTrap} has no fs.glob`,
    'scripts/*.mjs',
    "import { glob } from 'node:fs/promises';\nvoid glob('*');",
    "import { readdir } from 'node:fs/promises';\nvoid readdir('.');",
  ),
  syntax(`${nodeTrap} has no node:sqlite`, 'scripts/*.mjs', "import 'node:sqlite';", "import 'node:fs';"),
  ...['Promise.withResolvers', 'Promise.try', 'Object.groupBy', 'Map.groupBy', 'Array.fromAsync'].map((member) =>
    property(`${nodeTrap} has no ${member}`, 'scripts/*.mjs', `void ${member}();`, 'void Promise.all([]);'),
  ),
];

const processes: readonly PlantedCode[] = [
  place('Register handlers', 'main/*.ts', 'main/ipc.ts', "import { ipcMain } from 'electron';\nvoid ipcMain;"),
  place(
    'Only main/preload',
    'main/*.ts',
    'main/preload/*.ts',
    "import { ipcRenderer } from 'electron';\nvoid ipcRenderer;",
  ),
  place(
    'Only main/preload',
    'renderer/store/*.ts',
    'main/preload/*.ts',
    'declare const ipcRenderer: number;\nvoid ipcRenderer;',
  ),
  ...['send', 'postMessage'].map((method) =>
    syntax(
      'Send through main/ipc.ts',
      'main/*.ts',
      `declare const window: { webContents: { ${method}(): void } };\nwindow.webContents.${method}();`,
      'declare const window: { webContents: { focus(): void } };\nwindow.webContents.focus();',
    ),
  ),
  ...['contract', 'files', 'training', 'experiment', 'cli', 'trainer'].map((area) =>
    imported('No Electron here', `main/${area}/*.ts`, 'main/trainer/host.ts', 'electron'),
  ),
  imported('No Electron here', 'examples/*.ts', 'main/*.ts', 'electron'),
  imported('No Electron here', 'renderer/features/log/*.ts', 'main/*.ts', 'electron/renderer'),
  imported('only through main/contract', 'renderer/store/*.ts', 'test/main/*.ts', '../../main/training/gate'),
  imported('No Node in the window', 'renderer/ui/*.ts', 'main/*.ts', 'node:path'),
  imported('No TensorFlow in the window', 'renderer/chart-data/*.ts', 'main/training/*.ts', '@tensorflow/tfjs-core'),
];

const clock: readonly PlantedCode[] = [
  'main/contract',
  'main/files',
  'main/training',
  'main/experiment',
  'renderer/chart-data',
].flatMap((area) => [
  property('Pass the time in', `${area}/*.ts`, 'export const now = Date.now();', 'export const now = Date.UTC(2026);'),
  property('Pass a clock in', `${area}/*.ts`, 'export const now = performance.now();', 'export const now = 0;'),
  property('Draw from a key', `${area}/*.ts`, 'export const x = Math.random();', 'export const x = Math.sqrt(2);'),
  syntax('Pass the time in', `${area}/*.ts`, 'export const now = new Date();', 'export const then = new Date(0);'),
]);

const style: readonly PlantedCode[] = [
  place('Export by name', 'main/training/*.ts', 'examples/*.ts', 'export default 1;'),
  place('Export by name', 'renderer/ui/*.tsx', 'test/fixtures/*.ts', 'export default 1;'),
  place('Export by name', 'scripts/*.mjs', 'test/*.config.ts', 'export default 1;'),
  syntax(
    'Visible words come',
    'renderer/features/log/*.tsx',
    'export const Title = () => <h1>Log</h1>;',
    'export const Title = ({ text }: { text: string }) => <h1>{text} · 1</h1>;',
  ),
  ...['aria-label', 'title', 'placeholder', 'alt'].map((attribute) =>
    syntax(
      'Words of an attribute',
      'renderer/ui/*.tsx',
      `export const Field = () => <input ${attribute}="Step" />;`,
      `export const Field = ({ text }: { text: string }) => <input ${attribute}={text} />;`,
    ),
  ),
  ...['it.skip', 'describe.only', 'it.todo', 'it.fails', 'describe.skip.each([1])', 'it.skipIf(true)'].map((call) =>
    syntax(
      'mend it or delete it',
      'test/main/*.test.ts',
      `import { describe, it } from 'vitest';\nvoid [describe, it];\n${call}('does', () => {});`,
      "import { it } from 'vitest';\nit('does', () => {});",
    ),
  ),
  syntax(
    'no option that leaves it out',
    'test/e2e/*.e2e.ts',
    "import { it } from 'vitest';\nit('does', { skip: true }, () => {});",
    "import { it } from 'vitest';\nit('does', { timeout: 9 }, () => {});",
  ),
  {
    rule: 'react-hooks/rules-of-hooks',
    at: 'renderer/ui/*.tsx',
    bad: "import { useState } from 'react';\nexport const use = (on: boolean) => {\n  if (on) useState(0);\n};",
    good: "import { useState } from 'react';\nexport const useOn = () => useState(0);",
  },
  {
    rule: 'react-hooks/exhaustive-deps',
    at: 'renderer/ui/*.tsx',
    bad: "import { useEffect } from 'react';\nexport const useLog = (text: string) => useEffect(() => console.log(text), []);",
    good: "import { useEffect } from 'react';\nexport const useLog = (text: string) => useEffect(() => console.log(text), [text]);",
  },
];

/** For each lint rule that this repository sets, at least one violation and a clean counterpart. */
export const plantedCode: readonly PlantedCode[] = [
  ...anywhere,
  ...types,
  ...newApis,
  ...processes,
  ...clock,
  ...style,
];
