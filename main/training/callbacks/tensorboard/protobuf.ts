/** A field of a protocol buffer message, encoded. */
export type Field = Uint8Array;

/** Whole numbers from 0 up, seven bits a byte, lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function key(number: number, wireType: 0 | 1 | 2): Uint8Array {
  return varint(number * 8 + wireType);
}

/** A message out of its fields. */
export function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields);
}

/** A field that holds a message, or bytes. */
export function bytesField(number: number, bytes: Uint8Array): Field {
  return Buffer.concat([key(number, 2), varint(bytes.length), bytes]);
}

export function textField(number: number, text: string): Field {
  return bytesField(number, Buffer.from(text));
}

/** A whole number from 0 up. */
export function integerField(number: number, value: number): Field {
  return Buffer.concat([key(number, 0), varint(value)]);
}

export function doubleField(number: number, value: number): Field {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([key(number, 1), bytes]);
}
