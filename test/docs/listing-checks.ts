import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

/** Type errors of experiments, each as `line: message`, as an editor shows them with our types. */
export function typeErrors(texts: readonly string[]): readonly string[] {
  const config = join(root, 'examples/tsconfig.json');
  const { config: settings } = ts.readConfigFile(config, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(settings, ts.sys, join(root, 'examples'));
  const files = new Map(texts.map((text, at) => [join(root, `examples/listing-${at}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) =>
    files.has(path) ? ts.createSourceFile(path, files.get(path)!, target) : getSourceFile(path, target, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) =>
        `${source.getLineAndCharacterOfPosition(start).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

/** The program without comments and the words that a person reads: the same in every language. */
export function bare(text: string): string {
  return text
    .replace(/\/\*\*[^]*?\*\//g, '')
    .replace(/( \/\/|  #).*$/gm, '')
    .replace(/(name: |console\.log\(|print\(f).*$/gm, '$1')
    .replace(/\s+/g, ' ');
}
