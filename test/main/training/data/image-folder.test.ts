import '../../../../main/trainer/backend';
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { imageFolder } from '../../../../main/training/data/image-folder';
import * as tf from '../../../../main/training/tf';
import { dataErrorOf, inputsOf, pairOf, scratchFolder } from './scratch';

const folder = scratchFolder();

function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A grey PNG picture. */
function png(rows: readonly (readonly number[])[]): Buffer {
  const chunk = (name: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(checksum(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(rows[0]!.length, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.from(rows.flatMap((row) => [0, ...row])));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

folder.write(
  'pets/cat/b.png',
  png([
    [10, 10],
    [10, 10],
  ]),
);
folder.write('pets/cat/a.png', png([[0, 255]]));
folder.write('pets/dog/c.PNG', png([[51]]));
folder.write('pets/dog/notes.txt', 'no picture');
const pets = `${folder.path}/pets`;

it('gives pictures of one size and the classes of their folders', async () => {
  const source = imageFolder({ folder: pets, size: [1, 2], channels: 1, batchSize: 2 });
  expect(source.length).toBe(2);
  const [x, y] = await pairOf(source);
  expect(x.shape).toEqual([2, 1, 2, 1]);
  expect([...x.values]).toEqual([0, 1, Math.fround(10 / 255), Math.fround(10 / 255)]);
  expect([...y.values]).toEqual([0, 0]);
  expect([...(await pairOf(source, 1))[1].values]).toEqual([1]);
});

it('has colours by default, another order in each epoch, and parts', async () => {
  expect((await pairOf(imageFolder({ folder: pets, size: [2, 2], batchSize: 3 })))[0].shape).toEqual([3, 2, 2, 3]);
  const shuffled = imageFolder({ folder: pets, size: [1, 1], channels: 1, batchSize: 3, scale: 1, shuffle: true });
  const orders = await Promise.all([0, 1, 2, 3].map(async (epoch) => (await inputsOf(shuffled, epoch)).join()));
  expect(new Set(orders).size).toBeGreaterThan(1);
  expect((await inputsOf(shuffled, 3)).join()).toBe(orders[3]);
  const part = imageFolder({ folder: pets, size: [1, 1], channels: 1, batchSize: 3, every: { n: 3, take: 'nth' } });
  expect((await pairOf(part))[1].values).toEqual(Int32Array.of(1));
});

it('reads JPEG pictures', async () => {
  const { node } = await import('@tensorflow/tfjs-node');
  const pixels = tf.fill([4, 4, 3], 200, 'int32') as tf.Tensor3D;
  folder.write('photos/one/p.jpg', await node.encodeJpeg(pixels));
  pixels.dispose();
  const before = tf.memory().numTensors;
  const [x] = await pairOf(imageFolder({ folder: `${folder.path}/photos`, size: [2, 2], batchSize: 1, scale: 1 }));
  expect([...x.values].every((value) => Math.abs(value - 200) <= 2)).toBe(true);
  expect(tf.memory().numTensors).toBe(before);
});

it('names a file that is no picture, and a folder without any', async () => {
  const file = folder.write('bad/one/broken.png', 'not a picture');
  const bad = imageFolder({ folder: `${folder.path}/bad`, size: [1, 1], batchSize: 1 });
  expect(await dataErrorOf(() => bad.item(0))).toMatchObject({
    file,
    expected: 'a PNG or JPEG picture',
    got: expect.stringContaining('Unknown image') as string,
  });
  const before = tf.memory().numTensors;
  await dataErrorOf(() => bad.item(0));
  expect(tf.memory().numTensors).toBe(before);
  folder.write('none/one/notes.txt', '');
  expect(
    await dataErrorOf(() => imageFolder({ folder: `${folder.path}/none`, size: [1, 1], batchSize: 1 })),
  ).toMatchObject({
    got: '1 folder and no picture',
  });
  expect(await dataErrorOf(() => imageFolder({ folder: '/no/such', size: [1, 1], batchSize: 1 }))).toMatchObject({
    expected: 'a folder',
  });
});
