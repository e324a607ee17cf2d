import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

export type Png = {
  readonly width: number;
  readonly height: number;
  /** Distinct colours, counted up to 4,096: an empty picture has one, a plain panel a handful. */
  readonly colours: number;
};

const signature = '89504e470d0a1a0a';
const channelsOf: { readonly [colourType: number]: number } = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function chunksOf(bytes: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [l, a, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return l <= a && l <= c ? left : a <= c ? above : corner;
}

/** Undoes the filter of each row, in place. */
function unfilter(raw: Buffer, rowBytes: number, pixelBytes: number): Buffer[] {
  const rows: Buffer[] = [];
  let before: Buffer = Buffer.alloc(rowBytes);
  for (let start = 0; start < raw.length; start += rowBytes + 1) {
    const filter = raw[start] ?? 0;
    const row = raw.subarray(start + 1, start + 1 + rowBytes);
    for (let i = 0; i < row.length; i++) {
      const left = row[i - pixelBytes] ?? 0;
      const above = before[i] ?? 0;
      const corner = before[i - pixelBytes] ?? 0;
      const added = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      row[i] = ((row[i] ?? 0) + added) & 255;
    }
    rows.push(row);
    before = row;
  }
  return rows;
}

/** Decodes a PNG of 8 bits a channel far enough to say what is in it. Throws if it is none. */
export function readPng(file: string | Buffer): Png {
  const bytes = typeof file === 'string' ? readFileSync(file) : file;
  if (bytes.toString('hex', 0, 8) !== signature) throw new Error('not a PNG');
  const chunks = chunksOf(bytes);
  const header = chunks[0]?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const pixelBytes = channelsOf[header[9] ?? 0] ?? 0;
  if (header[8] !== 8 || header[12] !== 0 || pixelBytes === 0) throw new Error('a PNG of another kind');
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
  const colours = new Set<string>();
  for (const row of unfilter(inflateSync(data), width * pixelBytes, pixelBytes)) {
    for (let x = 0; x < row.length && colours.size < 4096; x += pixelBytes) {
      colours.add(row.toString('hex', x, x + pixelBytes));
    }
  }
  return { width, height, colours: colours.size };
}
