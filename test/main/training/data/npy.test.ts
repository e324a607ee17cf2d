import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { npy, npz } from '../../../../main/training/data/npy';
import { dataErrorOf, inputsOf, pairOf, scratchFolder } from './scratch';

const folder = scratchFolder();

/** An array file as NumPy writes it. */
function npyOf(values: ArrayBufferView, type: string, shape: readonly number[], order = 'False'): Buffer {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${tuple}, }`;
  const header = Buffer.from(text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n');
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, header, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}

/** A zip archive; each name has an extra field in its own header only, as NumPy writes it. */
function zipOf(files: { readonly [name: string]: Buffer }, isDeflated: boolean): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(files)) {
    const packed = isDeflated ? deflateRawSync(data) : data;
    const local = Buffer.alloc(30 + name.length + 20);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(20, 28);
    local.write(name, 30);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(isDeflated ? 8 : 0, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46);
    parts.push(local, packed);
    list.push(entry);
    offset += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...list, end]);
}

const x = npyOf(Float64Array.of(0.5, 1, 2.5, 3, 4.5, 5), '<f8', [3, 2]);
const y = npyOf(BigInt64Array.of(7n, -8n, 9n), '<i8', [3]);
const files = { x: folder.write('x.npy', x), y: folder.write('y.npy', y) };

it('gives rows of array files in any order, the same each time', async () => {
  const [xs, ys] = await pairOf(npy({ ...files, batchSize: 2 }));
  expect(xs.shape).toEqual([2, 2]);
  expect([...xs.values]).toEqual([0.5, 1, 2.5, 3]);
  expect(ys.values).toEqual(Int32Array.of(7, -8));
  const shuffled = npy({ ...files, batchSize: 3, shuffle: true });
  const first = await inputsOf(shuffled);
  expect([...first].sort()).toEqual([0.5, 1, 2.5, 3, 4.5, 5]);
  expect(await inputsOf(shuffled)).toEqual(first);
});

it('reads every type of number', async () => {
  const cases: readonly (readonly [string, ArrayBufferView, object])[] = [
    ['<f4', Float32Array.of(1.5, 2), Float32Array.of(1.5, 2)],
    ['|u1', Uint8Array.of(1, 255), Uint8Array.of(1, 255)],
    ['|b1', Uint8Array.of(0, 1), Uint8Array.of(0, 1)],
    ['|i1', Int8Array.of(-1, 2), Int32Array.of(-1, 2)],
    ['<i2', Int16Array.of(-300, 2), Int32Array.of(-300, 2)],
    ['<u2', Uint16Array.of(65_535, 2), Int32Array.of(65_535, 2)],
    ['<i4', Int32Array.of(-70_000, 2), Int32Array.of(-70_000, 2)],
    ['<u4', Uint32Array.of(70_000, 2), Int32Array.of(70_000, 2)],
    ['<u8', BigUint64Array.of(1n, 2n), Int32Array.of(1, 2)],
  ];
  const labels = folder.write('labels.npy', npyOf(Uint8Array.of(0, 1), '|u1', [2]));
  for (const [type, values, expected] of cases) {
    const file = folder.write(`${type.slice(1)}.npy`, npyOf(values, type, [2]));
    expect((await pairOf(npy({ x: file, y: labels, batchSize: 2 })))[0].values).toEqual(expected);
  }
});

it('reads stored and compressed archives, and leaves no unpacked file behind', async () => {
  const unpackedFiles = (): number =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('batchpoint-array-')).length;
  for (const isDeflated of [false, true]) {
    const file = folder.write(`both-${isDeflated}.npz`, zipOf({ 'train.npy': x, 'y.npy': y }, isDeflated));
    const before = unpackedFiles();
    const source = npz({ file, x: 'train', batchSize: 2 });
    expect(source.length).toBe(2);
    const [xs, ys] = await pairOf(source, 1);
    expect([...xs.values, ...ys.values]).toEqual([4.5, 5, 9]);
    await source.close();
    expect(unpackedFiles()).toBe(before);
    expect([...(await pairOf(source))[1].values]).toEqual([7, -8]);
    await source.close();
  }
});

it('says what is wrong with a file', async () => {
  const broken = async (name: string, data: Buffer): Promise<string> => {
    const { file, expected, got } = await dataErrorOf(() =>
      npy({ x: folder.write(name, data), y: files.y, batchSize: 1 }),
    );
    expect(file).toContain(name);
    return `${expected}; ${got}`;
  };
  expect(await broken('text.npy', Buffer.from('hello, world'))).toMatch(/npy array/);
  expect(await broken('cut.npy', x.subarray(0, x.length - 1))).toMatch(/bytes for \[3, 2\]/);
  expect(await broken('order.npy', npyOf(new Float32Array(4), '<f4', [2, 2], 'True'))).toMatch(/Fortran/);
  expect(await broken('text-array.npy', npyOf(new Float32Array(4), '<U4', [1]))).toMatch(/U4/);
  const short = folder.write('short.npy', npyOf(new Float32Array(2), '<f4', [2]));
  expect(await dataErrorOf(() => npy({ x: short, y: files.y, batchSize: 1 }))).toMatchObject({
    file: files.y,
    got: '3',
  });
  const large = npy({
    x: files.x,
    y: folder.write('large.npy', npyOf(BigInt64Array.of(1n, 2n ** 40n, 3n), '<i8', [3])),
    batchSize: 3,
  });
  expect(await dataErrorOf(() => large.item(0))).toMatchObject({ row: 1, got: String(2 ** 40) });
});

it('names the arrays there are, and what can not be unpacked', async () => {
  const archive = zipOf({ 'x.npy': x, 'y.npy': y }, true);
  const file = folder.write('names.npz', archive);
  expect(await dataErrorOf(() => npz({ file, y: 'labels', batchSize: 1 }))).toMatchObject({ got: 'x, y' });
  expect(await dataErrorOf(() => npz({ file: files.x, batchSize: 1 }))).toMatchObject({
    expected: 'a zip archive (npz)',
  });
  const damaged = Buffer.from(archive);
  damaged.fill(255, 55, 75);
  const wrong = folder.write('damaged.npz', damaged);
  expect(existsSync(wrong)).toBe(true);
  expect((await dataErrorOf(async () => npz({ file: wrong, batchSize: 1 }).item(0))).file).toContain('x.npy');
});

it.each([false, true])('does not train on an array that was damaged; compressed: %s', async (isDeflated) => {
  const archive = zipOf({ 'x.npy': x, 'y.npy': y }, isDeflated);
  if (isDeflated) archive.writeUInt32LE(0x12345678, archive.indexOf(Buffer.from('PK\x01\x02')) + 16);
  else archive[archive.indexOf(y) - 60]! ^= 1;
  const file = folder.write(`bit-${isDeflated}.npz`, archive);
  const source = npz({ file, batchSize: 1 });
  const error = await dataErrorOf(() => source.item(0));
  expect(error.file).toBe(`${file}: x.npy`);
  expect(error.expected).toMatch(/^CRC-32 [\da-f]{8}$/);
  expect(error.got).toMatch(/^CRC-32 [\da-f]{8}: the file is damaged, copy or write it again$/);
  await source.close();
});

it('reads numbers whose highest byte comes first', async () => {
  const swapped = {
    '>f4': Buffer.from('3fc00000c0400000', 'hex'),
    '>f8': Buffer.from('3ff8000000000000c008000000000000', 'hex'),
    '>f2': Buffer.from('3e00c200', 'hex'),
  };
  for (const [type, bytes] of Object.entries(swapped)) {
    const file = folder.write(`swapped${type.slice(1)}.npy`, npyOf(bytes, type, [2, 1]));
    expect([type, await inputsOf(npy({ x: file, y: file, batchSize: 1 }))]).toEqual([type, [1.5, -3]]);
  }
  const whole = { '>i2': 'fffe0102', '>u4': '0000000700010000', '>i8': 'fffffffffffffffe0000000000000102' };
  const expected = { '>i2': [-2, 258], '>u4': [7, 65536], '>i8': [-2, 258] };
  for (const [type, bytes] of Object.entries(whole)) {
    const array = npyOf(Buffer.from(bytes, 'hex'), type, [2]);
    const file = folder.write('whole.npz', zipOf({ 'x.npy': array, 'y.npy': array }, true));
    const source = npz({ file, batchSize: 2 });
    expect([type, [...(await pairOf(source))[1].values]]).toEqual([type, expected[type as keyof typeof expected]]);
    await source.close();
  }
});

it('reads numbers of 16 bits: whole, tiny, largest, infinite and none', async () => {
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x03ff, 0x0400, 0x7bff, 0x8000, 0x7c00, 0xfc00, 0x7e01);
  const file = folder.write('half.npy', npyOf(bits, '<f2', [bits.length, 1]));
  expect(await inputsOf(npy({ x: file, y: file, batchSize: 4 }))).toEqual([
    1,
    -2,
    0.333251953125,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    65504,
    -0,
    Infinity,
    -Infinity,
    NaN,
  ]);
});

it.each([false, true])(
  'says of an archive whose list is damaged, at whatever byte, that it is; compressed: %s',
  async (isDeflated) => {
    const archive = zipOf({ 'x.npy': x, 'y.npy': y }, isDeflated);
    const list = archive.readUInt32LE(archive.length - 6);
    for (let at = list; at < archive.length; at += 1) {
      const damaged = Buffer.from(archive);
      damaged[at]! ^= 255;
      const file = folder.write('list.npz', damaged);
      // What nobody needs, a time say, may be damaged: no other error than of the data comes.
      const source = async (): Promise<unknown> => inputsOf(npz({ file, batchSize: 2 }));
      const outcome = await source().catch((error: unknown) => error);
      if (!Array.isArray(outcome)) expect(outcome).toMatchObject({ code: 'data-file' });
    }
  },
);
