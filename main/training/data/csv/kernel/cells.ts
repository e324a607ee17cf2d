/** Rows that are read at once, at most. */
export const mostRows = 128;

/** Where in memory things are that all functions use. A text is never at 0: it stands for "no place". */
export const cells = {
  /** Whole powers of ten up to 10^18, as int64. */
  tens: 16,
  /** Powers of ten up to 10^63, as float64. */
  powers: 192,
  /** What a number is multiplied with before it becomes a float32. */
  scale: 704,
  /** A little less and a little more than 1: further apart than a number of which 18 digits were read can be wrong. */
  less: 712,
  more: 720,
  /** Records that `scan` still had to pass at the end of the bytes. */
  left: 728,
  /** Whether the line that `scan` stopped in holds anything. */
  isFilled: 732,
  /** Whether `scan` stopped inside quotes. */
  isQuoted: 736,
  /** Where the rows begin that were read last, and where the one after them does. */
  starts: 768,
  free: 768 + 4 * (mostRows + 8),
} as const;
/** The highest power of ten there is. */
export const mostPower = 63;
