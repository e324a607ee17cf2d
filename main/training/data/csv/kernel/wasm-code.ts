/** A word or a list in brackets of WebAssembly's text format. */
export type Part = string | readonly Part[];
/** What names stand for. */
export type Names = ReadonlyMap<string, number>;
type Scope = { readonly locals: Names; readonly functions: Names; readonly labels: readonly string[] };
type Code = readonly number[];

const operations: { readonly [name: string]: Code } = {
  return: [0x0f],
  select: [0x1b],
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.ne': [0x47],
  'i32.lt_s': [0x48],
  'i32.lt_u': [0x49],
  'i32.gt_s': [0x4a],
  'i32.gt_u': [0x4b],
  'i32.le_u': [0x4d],
  'i32.ge_u': [0x4f],
  'i32.ctz': [0x68],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.xor': [0x73],
  'i32.shl': [0x74],
  'i32.shr_u': [0x76],
  'i32.wrap_i64': [0xa7],
  'i64.lt_u': [0x54],
  'i64.le_u': [0x58],
  'i64.ctz': [0x7a],
  'i64.add': [0x7c],
  'i64.mul': [0x7e],
  'i64.and': [0x83],
  'i64.or': [0x84],
  'i64.xor': [0x85],
  'i64.shl': [0x86],
  'i64.shr_u': [0x88],
  'i64.extend_i32_u': [0xad],
  'f32.eq': [0x5b],
  'f32.demote_f64': [0xb6],
  'f64.ne': [0x62],
  'f64.mul': [0xa2],
  'f64.div': [0xa3],
  'f64.convert_i64_s': [0xb9],
  'i64.reinterpret_f64': [0xbd],
  'i8x16.splat': [0xfd, 0x0f],
  'i8x16.eq': [0xfd, 0x23],
  'v128.or': [0xfd, 0x50],
  'i8x16.bitmask': [0xfd, 0x64],
};

/** Reading and writing memory; `offset=` may follow. */
const accesses: { readonly [name: string]: Code } = {
  'i32.load': [0x28],
  'i64.load': [0x29],
  'f64.load': [0x2b],
  'i32.load8_u': [0x2d],
  'v128.load': [0xfd, 0x00],
  'i32.store': [0x36],
  'i64.store': [0x37],
  'f64.store': [0x39],
};
const constants: { readonly [name: string]: number } = { 'i32.const': 0x41, 'i64.const': 0x42 };
const localAccesses: { readonly [name: string]: number } = { 'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22 };
const jumps: { readonly [name: string]: number } = { br: 0x0c, br_if: 0x0d };
const blocks: { readonly [name: string]: number } = { block: 0x02, loop: 0x03 };
const noResult = 0x40;
const end = 0x0b;

/** A whole number, not negative, in as few bytes as it needs. */
export function leb(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

/** Parts that say first how many they are. */
export function listOf(parts: readonly Code[]): Code {
  return [...leb(parts.length), ...parts.flat()];
}

/** The code of one instruction with its operands before it. @throws Error that names what is not known */
export function codeOf(part: Part, scope: Scope): Code {
  if (typeof part === 'string') throw new Error(`expected an instruction in brackets, got ${part}`);
  const [name, ...rest] = [String(part[0]), ...part.slice(1)] as [string, ...Part[]];
  const all = (parts: readonly Part[], labels = scope.labels) =>
    parts.flatMap((each) => codeOf(each, { ...scope, labels }));
  const [first, ...others] = rest;
  if (name in operations) return [...all(rest), ...operations[name]!];
  if (name in constants) return [constants[name]!, ...signedLeb(BigInt(String(first)))];
  if (name in localAccesses) return [...all(others), localAccesses[name]!, ...placeOf(scope.locals, first)];
  if (name === 'call') return [...all(others), 0x10, ...placeOf(scope.functions, first)];
  if (name in accesses) {
    const offset = typeof first === 'string' ? /^offset=(\d+)$/.exec(first)?.[1] : '0';
    if (offset === undefined) throw new Error(`expected offset=, got ${String(first)}`);
    return [...all(typeof first === 'string' ? others : rest), ...accesses[name]!, 0, ...leb(Number(offset))];
  }
  if (name in jumps) {
    const depth = scope.labels.indexOf(String(first));
    if (depth < 0) throw new Error(`no block ${String(first)} around ${name}`);
    return [...all(others), jumps[name]!, ...leb(depth)];
  }
  if (name in blocks) return [blocks[name]!, noResult, ...all(others, [String(first), ...scope.labels]), end];
  if (name === 'if') return choice(rest, all, ['', ...scope.labels]);
  throw new Error(`no instruction ${name}`);
}

/** `(if CONDITION (then …) (else …))`: the other part may be missing. */
function choice(
  [condition, ...branches]: readonly Part[],
  all: (parts: readonly Part[], labels?: readonly string[]) => Code,
  labels: readonly string[],
): Code {
  const branch = (keyword: string) => branches.find((each) => each[0] === keyword)?.slice(1) as readonly Part[];
  const other = branch('else') as readonly Part[] | undefined;
  const otherwise = other ? [0x05, ...all(other, labels)] : [];
  return [...all([condition!]), 0x04, noResult, ...all(branch('then'), labels), ...otherwise, end];
}

function placeOf(names: Names, name: Part | undefined): Code {
  const place = names.get(String(name));
  if (place === undefined) throw new Error(`nothing has the name ${String(name)}`);
  return leb(place);
}

/** A whole number of either sign; what does not fit in 64 bits as one is taken for its bits. */
function signedLeb(value: bigint): Code {
  const rest = BigInt.asIntN(64, value);
  const low = Number(rest & 0x7fn);
  const high = rest >> 7n;
  if ((high === 0n && low < 0x40) || (high === -1n && low >= 0x40)) return [low];
  return [low | 0x80, ...signedLeb(high)];
}
