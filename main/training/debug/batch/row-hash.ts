import type { PreparedBatch } from '../../data/prepared-batch';

/** Continues a hash over the bits of numbers. The shift mixes the high bits, where products move, into the low ones. */
function hashOf(words: Uint32Array, begin: number, end: number, start: number, prime: number): number {
  let hash = start;
  for (let at = begin; at < end; at += 1) {
    hash = Math.imul(hash ^ words[at]!, prime);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Two hashes make one of 53 bits: rows with equal hashes count as the same row. */
const primes = [0x01000193, 0x2c1b3c6d] as const;

/** Numbers of all inputs together. */
export function inputSize({ xs }: PreparedBatch): number {
  return xs.reduce((sum, { size }) => sum + size, 0);
}

/** A number for each row, by the values of its inputs. */
export function rowHashes({ xs, rows }: PreparedBatch): readonly number[] {
  const hashes = Array.from({ length: rows }, () => [1, 1] as [number, number]);
  for (const x of xs) {
    const read = x.dataSync();
    const values = read.BYTES_PER_ELEMENT === 4 ? read : Float32Array.from(read);
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
    const width = words.length / rows;
    hashes.forEach((hash, row) => {
      for (const half of [0, 1] as const) {
        hash[half] = hashOf(words, row * width, (row + 1) * width, hash[half], primes[half]);
      }
    });
  }
  return hashes.map(([high, low]) => (high & 0x1fffff) * 0x100000000 + (low >>> 0));
}
