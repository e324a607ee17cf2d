import { pythonFloat } from './python-numbers';

type Spec = {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly width: number;
  readonly grouped: boolean;
  readonly precision: number | undefined;
  readonly type: string;
};

const form = /^(?:(.)?([<>=^]))?([+\- ])?(0)?(\d+)?(,)?(?:\.(\d+))?([deEfFgG%])?$/u;

function parse(spec: string): Spec | undefined {
  const found = form.exec(spec);
  if (!found) return undefined;
  const [, fill, align, sign = '-', zero, width = '0', comma, precision, type = ''] = found;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? '=' : '>'),
    sign,
    width: Number(width),
    grouped: comma !== undefined,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/**
 * To the even digit at a tie, as Python rounds; JavaScript rounds up.
 * @param exact the same number with all of its digits
 */
function halfEven(rounded: string, exact: string, precision: number): string {
  const [digits = '', power] = exact.split('e');
  const end = digits.indexOf('.') + 1 + precision;
  if (!/^50*$/.test(digits.slice(end))) return rounded;
  const cut = precision === 0 ? digits.slice(0, end - 1) : digits.slice(0, end);
  if (Number(cut.at(-1)) % 2 === 1) return rounded;
  return power === undefined ? cut : `${cut}e${power}`;
}

function exponential(size: number, precision: number): string {
  const text = halfEven(size.toExponential(precision), size.toExponential(Math.min(100, precision + 60)), precision);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function fixed(size: number, precision: number): string {
  if (size >= 1e21) return BigInt(size).toString();
  return halfEven(size.toFixed(precision), size.toFixed(Math.min(100, precision + 60)), precision);
}

/** Significant digits, in the shorter notation, without zeros at the end. */
function general(size: number, precision: number): string {
  const digits = Math.max(1, precision);
  if (size === 0) return '0';
  const exponent = Number(size.toExponential(digits - 1).split('e')[1]);
  const isPlain = exponent >= -4 && exponent < digits;
  const text = isPlain ? size.toFixed(Math.max(0, digits - 1 - exponent)) : exponential(size, digits - 1);
  const [mantissa = '', power] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return power === undefined ? short : `${short}e${power}`;
}

function magnitude(size: number, { precision, type }: Spec, isInteger: boolean): string {
  if (!Number.isFinite(size)) return Number.isNaN(size) ? 'nan' : 'inf';
  const lower = type.toLowerCase();
  if (lower === 'd' || (type === '' && isInteger)) return String(size);
  if (lower === 'f') return fixed(size, precision ?? 6);
  if (lower === 'e') return exponential(size, precision ?? 6);
  if (lower === 'g') return general(size, precision ?? 6);
  if (type === '%') return `${fixed(size * 100, precision ?? 6)}%`;
  if (precision === undefined) return pythonFloat(size);
  const text = general(size, precision);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function aligned(sign: string, body: string, { fill, align, width }: Spec): string {
  const missing = Math.max(0, width - sign.length - body.length);
  if (align === '=') return `${sign}${fill.repeat(missing)}${body}`;
  const left = align === '<' ? 0 : align === '^' ? Math.floor(missing / 2) : missing;
  return `${fill.repeat(left)}${sign}${body}${fill.repeat(missing - left)}`;
}

/**
 * A number in Python's format language: `02d`, `.2f`, `.3e`, `>8`.
 * @param isInteger whether it is an int in Python; else a float
 * @returns undefined for a format that numbers do not have here
 */
export function formatNumber(value: number, spec: string, isInteger: boolean): string | undefined {
  const parsed = parse(spec);
  if (!parsed || (parsed.type === 'd' && !isInteger)) return undefined;
  const isNegative = value < 0 || Object.is(value, -0);
  const sign = isNegative ? '-' : parsed.sign === '-' ? '' : parsed.sign;
  const text = magnitude(Math.abs(value), parsed, isInteger);
  const body = /[EFG]/.test(parsed.type) ? text.toUpperCase() : text;
  const grouped = parsed.grouped ? body.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ',')) : body;
  return aligned(sign, grouped, parsed);
}
