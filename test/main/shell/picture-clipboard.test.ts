import { describe, expect, it, vi } from 'vitest';
import { copyPicture, type ClipboardParts } from '../../../main/picture-clipboard';

vi.mock('electron', () => ({}));

const png = new Uint8Array([1, 2, 3]);

function nativeImage(isEmpty = false): ClipboardParts['nativeImage'] {
  type Image = ReturnType<ClipboardParts['nativeImage']['createFromBuffer']>;
  return { createFromBuffer: (bytes) => ({ isEmpty: () => isEmpty, bytes }) as unknown as Image };
}

describe('copyPicture', () => {
  it('hands the image to a clipboard that takes images', async () => {
    const written: unknown[] = [];
    await copyPicture(png, { nativeImage: nativeImage(), clipboard: { writeImage: (image) => written.push(image) } });
    expect(written).toMatchObject([{ bytes: Buffer.from(png) }]);
  });

  it('hands an item to a clipboard that takes items', async () => {
    const written: object[] = [];
    class ClipboardItem {
      constructor(readonly items: { readonly [type: string]: Blob }) {}
    }
    const clipboard = { write: (items: readonly object[]) => Promise.resolve(void written.push(...items)) };
    await copyPicture(png, { nativeImage: nativeImage(), clipboard, ClipboardItem });
    const blob = (written[0] as ClipboardItem).items['image/png'];
    expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(png);
  });

  it('refuses what is no picture', async () => {
    const parts = { nativeImage: nativeImage(true), clipboard: { writeImage: () => undefined } };
    await expect(copyPicture(png, parts)).rejects.toThrow('not a picture');
  });
});
