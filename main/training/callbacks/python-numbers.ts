const infinities: { readonly [text: string]: string } = { Infinity: 'inf', '-Infinity': '-inf', NaN: 'nan' };

/** `1.5e+21` and the like with at least two digits in the exponent, as Python writes it. */
function withLongExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Shortest digits, in plain notation between 1e-4 and 1e16: Python's `repr` of a float. */
function plainOrScientific(digits: string, value: number): string {
  const exponent = value === 0 ? 0 : Number(digits.split('e')[1]);
  if (exponent < -4 || exponent >= 16) return withLongExponent(digits);
  const text = String(Number(digits));
  const plain = text.includes('e') ? Number(digits).toFixed(Math.max(0, -exponent + digits.length)) : text;
  const short = plain.includes('.') ? plain.replace(/0+$/, '') : plain;
  return short.includes('.') ? short.replace(/\.$/, '.0') : `${short}.0`;
}

/** A number as Python prints a float: `0.5`, `2.0`, `1e-05`, `nan`. */
export function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return infinities[String(value)] ?? plainOrScientific(value.toExponential(), value);
}

/** A number as numpy prints a float32: no more digits than tell it from its neighbours. */
export function numpyFloat32(value: number): string {
  const special = infinities[String(value)];
  if (special !== undefined) return special;
  for (let digits = 0; digits < 9; digits += 1) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === Math.fround(value)) return plainOrScientific(shortened(text), value);
  }
  return pythonFloat(value);
}

/** Without zeros that a mantissa ends in. */
function shortened(text: string): string {
  return text.replace(/\.?0*e/, 'e').replace(/^(-?\d+)e/, '$1e');
}
