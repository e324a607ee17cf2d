import * as electron from 'electron';

/** Electron up to 44: takes a picture as it is. */
type ImageClipboard = { writeImage(image: electron.NativeImage): void };
/** Electron from 45 on: takes items, as a page's clipboard does. */
type ItemClipboard = { write(items: readonly object[]): Promise<void> };
type NewItem = new (items: { readonly [mimeType: string]: Blob }) => object;

/** The parts of Electron that are used here. Not all are there in every version, so none can be imported by its name. */
export type ClipboardParts = {
  readonly clipboard: Partial<ImageClipboard> & Partial<ItemClipboard>;
  readonly nativeImage: { createFromBuffer(bytes: Buffer): electron.NativeImage };
  readonly ClipboardItem?: NewItem;
};

/** Puts a PNG on the clipboard. */
export async function copyPicture(png: Uint8Array, parts = electron as unknown as ClipboardParts): Promise<void> {
  const { clipboard, nativeImage, ClipboardItem } = parts;
  const image = nativeImage.createFromBuffer(Buffer.from(png));
  if (image.isEmpty()) throw new Error('not a picture');
  if (clipboard.writeImage) clipboard.writeImage(image);
  else if (clipboard.write && ClipboardItem) {
    await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(png)], { type: 'image/png' }) })]);
  } else throw new Error('no clipboard for pictures');
}
