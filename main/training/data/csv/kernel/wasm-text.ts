import { codeOf, leb, listOf, type Names, type Part } from './wasm-code';

const valueTypes: { readonly [name: string]: number } = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const functionKind = 0;
const memoryKind = 2;
const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/**
 * Translates a module from WebAssembly's text format to bytes. It knows what our modules use: functions and one memory,
 * named, with operands in brackets.
 * @throws Error that names what it does not know
 */
export function assemble(text: string): Uint8Array<ArrayBuffer> {
  const [module] = partsOf(text);
  const [keyword, ...items] = listAt(module, 'a module');
  if (keyword !== 'module') throw new Error(`expected a module, got ${String(keyword)}`);
  const of = (kind: string) => items.map((item) => listAt(item, kind)).filter((item) => item[0] === kind);
  const functions = of('func');
  const memories = of('memory');
  const indices = new Map(functions.map((each, index) => [String(each[1]), index]));
  const parsed = functions.map((each) => functionOf(each, indices));
  const exported = [
    ...functions.flatMap((each, index) => exportsOf(each, functionKind, index)),
    ...memories.flatMap((each, index) => exportsOf(each, memoryKind, index)),
  ];
  return Uint8Array.from([
    ...header,
    ...section(1, listOf(parsed.map(({ type }) => type))),
    ...section(3, listOf(parsed.map((_, index) => leb(index)))),
    ...section(5, listOf(memories.map((each) => [0, ...leb(Number(each.at(-1)))]))),
    ...section(7, listOf(exported)),
    ...section(10, listOf(parsed.map(({ body }) => [...leb(body.length), ...body]))),
  ]);
}

/** The parts of a text; what follows `;;` on a line is for people. */
function partsOf(text: string): readonly Part[] {
  const open: Part[][] = [[]];
  for (const [word] of text.replace(/;;.*/g, '').matchAll(/[()]|[^\s()]+/g)) {
    if (word === '(') open.push([]);
    else if (word === ')') {
      const list = open.pop()!;
      if (open.length === 0) throw new Error('a closing bracket too many');
      open.at(-1)!.push(list);
    } else open.at(-1)!.push(word);
  }
  if (open.length > 1) throw new Error('a closing bracket is missing');
  return open[0]!;
}

function listAt(part: Part | undefined, what: string): readonly Part[] {
  if (typeof part !== 'object') throw new Error(`expected ${what} in brackets, got ${part ?? 'nothing'}`);
  return part;
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...leb(content.length), ...content];
}

function exportsOf(item: readonly Part[], kind: number, index: number): readonly (readonly number[])[] {
  return item
    .filter((part): part is readonly Part[] => typeof part === 'object' && part[0] === 'export')
    .map(([, quoted]) => {
      const name = [...Buffer.from(String(quoted).slice(1, -1))];
      return [...leb(name.length), ...name, kind, ...leb(index)];
    });
}

/** The type and the body of a function. */
function functionOf(item: readonly Part[], functions: Names): { type: readonly number[]; body: readonly number[] } {
  const fields = item.slice(2).map((part) => listAt(part, 'an instruction'));
  const typesOf = (kind: string) =>
    fields.filter((field) => field[0] === kind).map((field) => [valueTypes[String(field.at(-1))]!]);
  const places = fields.filter(([kind]) => kind === 'param' || kind === 'local');
  const locals = new Map(places.map(([, name], index) => [String(name), index]));
  const declared = ['export', 'param', 'result', 'local'];
  const instructions = fields.filter(([kind]) => !declared.includes(String(kind)));
  return {
    type: [0x60, ...listOf(typesOf('param')), ...listOf(typesOf('result'))],
    body: [
      ...listOf(typesOf('local').map((type) => [1, ...type])),
      ...instructions.flatMap((each) => codeOf(each, { locals, functions, labels: [] })),
      0x0b,
    ],
  };
}
