const minus = 45;
const point = 46;
const zero = 48;

/** Powers of ten that a float64 holds exactly: a whole number below 2^53 divided by one is rounded only once. */
const powers = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** One more digit than this and nine of them are not certain to fit in an int32. */
const eightDigits = 100_000_000;
/** Up to so many digits are a whole number that a float64 holds exactly. */
const exactDigits = 15;
/** More than the error of a number of which 18 digits were read. */
const slack = 2 ** -50;

/**
 * Reads a plain decimal number (`-12.5`) from bytes that end in something else.
 * @param scale what the number will be multiplied with before it becomes a float32
 * @returns the place after it, or -1 if it is not plain (an exponent, no digits) or can't be told exactly this way.
 * `into[at]` then holds the number itself or, of more than 15 digits, one that gives the same float32.
 */
export function readNumber(bytes: Uint8Array, from: number, into: Float64Array, at: number, scale: number): number {
  let place = from;
  const isNegative = bytes[place] === minus;
  if (isNegative) place += 1;
  const first = place;
  let digits = 0; // of more than nine digits it is wrong and not used
  let digit = bytes[place]! - zero;
  while (digit >= 0 && digit <= 9) {
    digits = (Math.imul(digits, 10) + digit) | 0;
    digit = bytes[(place += 1)]! - zero;
  }
  let length = place - first;
  let fraction = 0;
  if (digit === point - zero) {
    const fractionFrom = (place += 1);
    // Three digits at a time: each step waits for the one before.
    let hundreds = bytes[place]! - zero;
    let tens = bytes[place + 1]! - zero;
    let units = bytes[place + 2]! - zero;
    while (isDigit(hundreds) && isDigit(tens) && isDigit(units)) {
      digits = (Math.imul(digits, 1000) + (100 * hundreds + 10 * tens + units)) | 0;
      place += 3;
      hundreds = bytes[place]! - zero;
      tens = bytes[place + 1]! - zero;
      units = bytes[place + 2]! - zero;
    }
    digit = bytes[place]! - zero;
    while (digit >= 0 && digit <= 9) {
      digits = (Math.imul(digits, 10) + digit) | 0;
      digit = bytes[(place += 1)]! - zero;
    }
    fraction = place - fractionFrom;
    length += fraction;
  }
  if (length > 9) return readLongNumber(bytes, from, into, at, scale);
  if (length === 0) return -1;
  const value = digits / powers[fraction]!;
  into[at] = isNegative ? -value : value;
  return place;
}

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}

/** The same for ten digits and more: the first nine, the next nine, and what follows does not count. */
function readLongNumber(bytes: Uint8Array, from: number, into: Float64Array, at: number, scale: number): number {
  let place = from;
  const isNegative = bytes[place] === minus;
  if (isNegative) place += 1;
  let head = 0;
  let tail = 0;
  let tailLength = 0;
  let left = 0;
  let fractionFrom = -1;
  for (; ; place += 1) {
    const byte = bytes[place]!;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      if (head < eightDigits) head = (Math.imul(head, 10) + digit) | 0;
      else if (tailLength < 9) {
        tail = (Math.imul(tail, 10) + digit) | 0;
        tailLength += 1;
      } else if (fractionFrom < 0) return -1;
      else left += 1;
    } else if (byte === point && fractionFrom < 0) fractionFrom = place + 1;
    else break;
  }
  const fraction = fractionFrom < 0 ? 0 : place - fractionFrom - left;
  if (fraction >= powers.length) return -1;
  const value = (head * powers[tailLength]! + tail) / powers[fraction]!;
  if (9 + tailLength > exactDigits && !(isCertain(value) && isCertain(value * scale))) return -1;
  into[at] = isNegative ? -value : value;
  return place;
}

/** Whether a number that is only almost right becomes the right float32. */
function isCertain(value: number): boolean {
  return Math.fround(value * (1 - slack)) === Math.fround(value * (1 + slack));
}
