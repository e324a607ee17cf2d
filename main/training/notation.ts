import { Tensor } from '@tensorflow/tfjs-core';

/** Characters of a list or a text that still say what was given; data in the place of an option has thousands. */
const longest = 60;
/** Names of an object that still say what it is. */
const mostNames = 8;

/** Under this name, an object has the notation that it wants to be written in. */
export const ownNotation = Symbol('notation');

/** How an error writes a value that it got: `tensor [32, 10]`, `[1, 2]`, `Array(512)`, `{ x, y }`, `'adam'`. */
export function notationOf(value: unknown): string {
  if (value instanceof Tensor) return `tensor [${(value as Tensor).shape.join(', ')}]`;
  if (Array.isArray(value)) return listNotation(value);
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (value instanceof URL) return `new URL('${shortened(value.href)}')`;
  if (value instanceof Promise) return 'Promise';
  if (typeof value === 'function') return value.name === '' ? 'function' : `function ${value.name}`;
  if (typeof value === 'object' && value !== null)
    return ownNotation in value ? String(value[ownNotation]) : objectNotation(value);
  return typeof value === 'string' ? `'${shortened(value)}'` : String(value as unknown);
}

function listNotation(list: readonly unknown[]): string {
  // Each takes at least a character, a comma and a space.
  const whole = list.length * 3 > longest ? undefined : `[${list.map(notationOf).join(', ')}]`;
  return whole !== undefined && whole.length <= longest ? whole : `Array(${list.length})`;
}

/** With its values where they are plain and few, else its names alone. */
function objectNotation(object: object): string {
  const entries = Object.entries(object) as [name: string, value: unknown][];
  if (entries.length === 0) return '{}';
  const whole = `{ ${entries.map(([name, value]) => `${name}: ${notationOf(value)}`).join(', ')} }`;
  if (whole.length <= longest && entries.every(([, value]) => isPlain(value))) return whole;
  const names = entries.slice(0, mostNames).map(([name]) => name);
  return `{ ${[...names, ...(entries.length > mostNames ? ['…'] : [])].join(', ')} }`;
}

const isPlain = (value: unknown): boolean => value === null || !['object', 'function'].includes(typeof value);

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
