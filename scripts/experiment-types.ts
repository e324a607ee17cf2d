import { resolve } from 'node:path';
import ts from 'typescript';

const core = '@tensorflow/tfjs-core';

const notice = `// The types of Batchpoint for your editor: import { defineExperiment, tf } from 'batchpoint'.
// Generated; it needs no package beside it. It holds the types of TensorFlow.js, Copyright Google LLC,
// licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0
// @ts-nocheck: these declarations do not pass every stricter setting that your own files may be checked with.
`;

type Edit = { readonly start: number; readonly end: number; readonly text: string };

/**
 * The types of `batchpoint` and of all they refer to, TensorFlow.js included, as one declaration file: an ambient module
 * for each file, found from the public API on.
 * @param root folder of the repository
 */
export function experimentTypes(root: string): string {
  const entry = resolve(root, 'main/experiment/public-api.ts');
  const own = emitOwn(root, entry);
  const modules = new Map<string, string>([[entry, 'batchpoint']]);
  const chainedOps = resolveModule(`${core}/dist/public/chained_ops/register_all_chained_ops`, entry);
  if (chainedOps !== undefined) moduleName(chainedOps, modules); // nobody imports them: `x.add(y)`
  const blocks: string[] = [];
  for (const file of modules.keys()) {
    const text = own.get(file) ?? ts.sys.readFile(file) ?? '';
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    blocks.push(...ambientModules(source, modules, (specifier) => resolveModule(specifier, file)));
  }
  return `${notice}\n${blocks.join('\n')}`;
}

/** Declarations of our own files, by the path of the source. */
function emitOwn(root: string, entry: string): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(resolve(root, 'main/tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve(root, 'main'));
  const program = ts.createProgram([entry], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
  });
  const emitted = new Map<string, string>();
  program.emit(undefined, (_, text, __, ___, sources) => {
    for (const source of sources ?? []) emitted.set(source.fileName, text);
  });
  return emitted;
}

function resolveModule(specifier: string, from: string): string | undefined {
  const options: ts.CompilerOptions = {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  };
  return ts.resolveModuleName(specifier, from, options, ts.sys).resolvedModule?.resolvedFileName;
}

/** The name of a file's module; a new file is put on the list. */
function moduleName(file: string, modules: Map<string, string>): string {
  const known = modules.get(file);
  if (known !== undefined) return known;
  const place = file.replace(/^.*\/node_modules\//, '').replace(/^.*\/main\//, '');
  const name = `batchpoint/${place.replace(/(\.d)?\.ts$/, '').replace('/dist/', '/')}`;
  modules.set(file, name);
  return name;
}

/** A file as the body of an ambient module; what it adds to other modules becomes a block of theirs. */
function ambientModules(
  source: ts.SourceFile,
  modules: Map<string, string>,
  resolveFile: (specifier: string) => string | undefined,
): readonly string[] {
  const edits: Edit[] = [];
  const imports: string[] = [];
  const additions: { readonly to: string; readonly body: string }[] = [];
  const renamed = (specifier: string): string => {
    const file = resolveFile(specifier);
    return file === undefined ? specifier : moduleName(file, modules);
  };
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier)
      edits.push({ start: specifier.getStart(), end: specifier.end, text: `'${renamed(specifier.text)}'` });
    if (node.kind === ts.SyntaxKind.DeclareKeyword) edits.push({ start: node.getStart(), end: node.end + 1, text: '' });
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name) && node.body) {
      additions.push({ to: renamed(node.name.text), body: node.body.getText().slice(1, -1) });
      edits.push({ start: node.getFullStart(), end: node.end, text: '' });
      return;
    }
    ts.forEachChild(node, visit);
    if (ts.isImportDeclaration(node)) imports.push(applied(node.getText(), edits, node.getStart()));
  };
  visit(source);
  const block = (to: string, body: string): string => `declare module '${to}' {\n${body.trim()}\n}\n`;
  const name = moduleName(source.fileName, modules);
  return [
    block(name, withoutHeaders(applied(source.text, edits, 0))),
    ...additions.map(({ to, body }) => block(to, `${imports.join('\n')}\n${body}`)),
  ];
}

function specifierOf(node: ts.Node): ts.StringLiteral | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier : undefined;
  }
  if (!ts.isImportTypeNode(node) || !ts.isLiteralTypeNode(node.argument)) return undefined;
  return ts.isStringLiteral(node.argument.literal) ? node.argument.literal : undefined;
}

/** Applies those edits that lie within the text, which begins at `offset` of the file. */
function applied(text: string, edits: readonly Edit[], offset: number): string {
  return edits
    .filter(({ start, end }) => start >= offset && end <= offset + text.length)
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start - offset) + edit.text + result.slice(edit.end - offset), text);
}

/** One notice at the top of the whole stands for the licence headers; references to type packages could not be met. */
function withoutHeaders(text: string): string {
  return text
    .replace(/\/\*\*\s*\n \* @license[\s\S]*?\*\/\n?/g, '')
    .replace(/^\/\/\/ <(reference|amd).*\n/gm, '')
    .replace(/^\/\/# sourceMappingURL.*$/gm, '');
}

/** Puts the types beside what is built. */
export function experimentTypesPlugin(root: string) {
  return {
    name: 'experiment-types',
    generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }) {
      this.emitFile({ type: 'asset', fileName: 'batchpoint.d.ts', source: experimentTypes(root) });
    },
  };
}
