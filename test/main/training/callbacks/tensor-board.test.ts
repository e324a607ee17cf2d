import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { tensorBoard } from '../../../../main/training/callbacks';
import { crc32c, maskedCrc32c } from '../../../../main/training/callbacks/tensorboard/crc32c';
import { compile } from '../../../../main/training/calls/public-calls';
import * as tf from '../../../../main/training/tf';
import { recorded } from './recorded';

/** Field number and content of each field of a message; numbers that are varints are read as such. */
function fields(bytes: Buffer): readonly (readonly [number, Buffer | number])[] {
  const found: [number, Buffer | number][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [number, type] = [key >> 3, key & 7];
    if (type === 0) found.push([number, varint()]);
    else {
      const length = type === 1 ? 8 : varint();
      found.push([number, bytes.subarray(at, at + length)]);
      at += length;
    }
  }
  return found;
}

const field = (bytes: Buffer, number: number): Buffer | number | undefined =>
  fields(bytes).find(([each]) => each === number)?.[1];
const inside = (bytes: Buffer, ...path: readonly number[]): Buffer =>
  path.reduce((message, number) => field(message, number) as Buffer, bytes);

/** The records of a file, each with both checksums verified. */
function records(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    expect(file.readUInt32LE(at + 8)).toBe(maskedCrc32c(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 12 + length)).toBe(maskedCrc32c(data));
    found.push(data);
    at += length + 16;
  }
  return found;
}

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'batchpoint-tb-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function eventsOf(part: string): Promise<readonly (readonly [tag: string, step: number, value: number])[]> {
  const [name] = await readdir(join(folder, part));
  const [version, ...scalars] = records(await readFile(join(folder, part, name!)));
  expect(String(field(version!, 3))).toBe('brain.Event:2');
  expect(version!.readDoubleLE(1)).toBe(1700000000.5);
  expect(name).toMatch(/^events\.out\.tfevents\.1700000000\..+\.0\.v2$/);
  return scalars.map((event) => {
    const value = inside(event, 5, 1);
    expect(String(inside(value, 9, 1, 1))).toBe('scalars');
    expect(field(inside(value, 8), 1)).toBe(1);
    const step = (field(event, 2) ?? 0) as number;
    return [String(field(value, 1)), step, inside(value, 8, 4).readFloatLE()];
  });
}

const items = [0, 1, 2, 3].map((item) => [[[item, 1]], [[item / 2]]] as [number[][], number[][]]);
const sequence = { length: 4, item: (index: number) => items[index]! };

async function train(updateFreq: 'batch' | 'epoch' | number) {
  const model = compile(tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }), {
    optimizer: 'sgd',
    loss: 'mse',
  });
  return model.fitGenerator(sequence, {
    epochs: 2,
    validationData: sequence,
    callbacks: [tensorBoard({ logDir: folder, updateFreq, now: () => 1700000000500 })],
  });
}

describe('TensorBoard event files', () => {
  it('have the Castagnoli checksum', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });

  it('hold the scalars that Keras writes, in its order, at its steps', async () => {
    const { history } = await train('epoch');
    const expected = recorded.tensorboard.find(({ updateFreq }) => updateFreq === 'epoch')!.events;
    const names = (events: readonly (readonly [string, number, number])[]) => events.map(([tag, step]) => [tag, step]);
    const [training, validation] = [await eventsOf('train'), await eventsOf('validation')];
    expect(names(training)).toEqual(expected['train']);
    expect(names(validation)).toEqual(expected['validation']);
    expect(training.map(([, , value]) => value)).toEqual(history['loss']);
    expect(validation.filter(([tag]) => tag === 'epoch_loss').map(([, , value]) => value)).toEqual(history['val_loss']);
  });

  it.each([
    ['batch' as const, [1, 2, 3, 4, 5, 6, 7, 8]],
    [3, [3, 6]],
  ])('hold values of batches if asked: %s', async (updateFreq, steps) => {
    await train(updateFreq);
    const batches = (await eventsOf('train')).filter(([tag]) => tag === 'batch_loss');
    expect(batches.map(([, step]) => step)).toEqual(steps);
  });
});
