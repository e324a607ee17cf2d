import { cells, mostPower } from './cells';

/** Whether a number that is only almost right becomes the right float32. */
const certain = `
  (func $certain (param $value f64) (result i32)
    (f32.eq
      (f32.demote_f64 (f64.mul (local.get $value) (f64.load offset=${cells.less} (i32.const 0))))
      (f32.demote_f64 (f64.mul (local.get $value) (f64.load offset=${cells.more} (i32.const 0))))))`;

/**
 * Puts $mantissa times ten to the $power where $into says. Gives 0 if it can't tell which float32 that becomes. Up to
 * 2^53 and 10^22 both are exact, and so is what they give, rounded once.
 */
const scaled = `
  (func $scaled (param $mantissa i64) (param $power i32) (param $into i32) (result i32)
    (local $size i32) (local $ten f64) (local $value f64)
    (local.set $size
      (select
        (i32.sub (i32.const 0) (local.get $power))
        (local.get $power)
        (i32.lt_s (local.get $power) (i32.const 0))))
    (if (i32.gt_u (local.get $size) (i32.const ${mostPower})) (then (return (i32.const 0))))
    (local.set $ten (f64.load offset=${cells.powers} (i32.shl (local.get $size) (i32.const 3))))
    (local.set $value (f64.convert_i64_s (local.get $mantissa)))
    (local.set $value
      (select
        (f64.div (local.get $value) (local.get $ten))
        (f64.mul (local.get $value) (local.get $ten))
        (i32.lt_s (local.get $power) (i32.const 0))))
    (f64.store (local.get $into) (local.get $value))
    (if
      (i32.and
        (i64.le_u (local.get $mantissa) (i64.const 0x20000000000000))
        (i32.le_u (local.get $size) (i32.const 22)))
      (then (return (i32.const 1))))
    (i32.and
      (call $certain (local.get $value))
      (call $certain (f64.mul (local.get $value) (f64.load offset=${cells.scale} (i32.const 0))))))`;

/** Moves digits so that they end where the word does: 1 to 8 at once, 0 to 7 in two steps. */
const from1To8 = `
  (i64.shl
    (local.get $word)
    (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $count) (i32.const 3)))))`;
export const from0To7 = `
  (i64.shl
    (i64.shl (local.get $word) (i64.extend_i32_u (i32.sub (i32.const 56) (i32.shl (local.get $count) (i32.const 3)))))
    (i64.const 8))`;

/**
 * Makes $word the number that the digits at $at stand for, and $count how many they are. One digit is in each byte, the
 * first in the lowest; once they are moved, zeros come before them.
 */
export const digits = (moved: string, bytes = '(i64.load (local.get $at))') => `
  (local.set $word (i64.xor ${bytes} (i64.const 0x3030303030303030)))
  ;; The high bit of the first byte that is no digit.
  (local.set $count
    (i32.shr_u
      (i32.wrap_i64
        (i64.ctz
          (i64.and
            (i64.or (i64.add (local.get $word) (i64.const 0x7676767676767676)) (local.get $word))
            (i64.const 0x8080808080808080))))
      (i32.const 3)))
  (local.set $word ${moved})
  (local.set $word
    (i64.add (i64.mul (local.get $word) (i64.const 10)) (i64.shr_u (local.get $word) (i64.const 8))))
  (local.set $word
    (i64.shr_u
      (i64.add
        (i64.mul (i64.and (local.get $word) (i64.const 0xff000000ff)) (i64.const 0xf424000000064))
        (i64.mul
          (i64.and (i64.shr_u (local.get $word) (i64.const 16)) (i64.const 0xff000000ff))
          (i64.const 0x271000000001)))
      (i64.const 32)))`;

/** The sign as a bit: whether there is one can't be foreseen, and a branch foreseen wrongly takes long. */
export const storeSigned = (into: string) => `
  (i64.store
    (local.get ${into})
    (i64.or
      (i64.reinterpret_f64 (local.get $value))
      (i64.shl (i64.extend_i32_u (local.get $isNegative)) (i64.const 63))))`;

/** Puts the $count digits of $word behind those of $mantissa. */
export const appended = `
  (local.set $mantissa
    (i64.add
      (i64.mul (local.get $mantissa) (i64.load offset=${cells.tens} (i32.shl (local.get $count) (i32.const 3))))
      (local.get $word)))`;

/** Adds digits one by one to $mantissa until it has 18; those after them only count for the power. */
const moreDigits = `
  (loop $digit
    (local.set $byte (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
    (if (i32.le_u (local.get $byte) (i32.const 9)) (then
      (if (i64.lt_u (local.get $mantissa) (i64.const 100000000000000000))
        (then
          (local.set $mantissa
            (i64.add
              (i64.mul (local.get $mantissa) (i64.const 10))
              (i64.extend_i32_u (local.get $byte)))))
        (else (local.set $power (i32.add (local.get $power) (i32.const 1)))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $digit))))`;

/** Adds to $power what follows an e; gives up on more than four digits. */
const exponent = `
  (local.set $at (i32.add (local.get $at) (i32.const 1)))
  (local.set $sign (i32.load8_u (local.get $at)))
  (if (i32.or (i32.eq (local.get $sign) (i32.const 43)) (i32.eq (local.get $sign) (i32.const 45)))
    (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
  (local.set $from (local.get $at))
  (loop $digit
    (local.set $byte (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
    (if (i32.le_u (local.get $byte) (i32.const 9)) (then
      (local.set $exponent (i32.add (i32.mul (local.get $exponent) (i32.const 10)) (local.get $byte)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $digit (i32.le_u (i32.sub (local.get $at) (local.get $from)) (i32.const 4)))
      (return (i32.const 0)))))
  (if (i32.eq (local.get $at) (local.get $from)) (then (return (i32.const 0))))
  (local.set $power
    (i32.add
      (local.get $power)
      (select
        (i32.sub (i32.const 0) (local.get $exponent))
        (local.get $exponent)
        (i32.eq (local.get $sign) (i32.const 45)))))`;

/**
 * Reads a number at $at into the float64 at $into. Gives the place after it, or 0 if it is none or it can't be told here
 * which float32 it becomes. Of more than 15 digits it may differ from the number itself, never as a float32.
 */
const anyNumber = `
  (func $number (export "number") (param $at i32) (param $into i32) (result i32)
    (local $isNegative i32) (local $from i32) (local $point i32) (local $count i32) (local $power i32)
    (local $byte i32) (local $sign i32) (local $exponent i32)
    (local $word i64) (local $mantissa i64) (local $value f64)
    (local.set $isNegative (i32.eq (i32.load8_u (local.get $at)) (i32.const 45)))
    (local.set $at (i32.add (local.get $at) (local.get $isNegative)))
    (local.set $from (local.get $at))
    (loop $digits
      ${digits(from1To8)}
      (if (local.get $count) (then
        (if
          (i64.lt_u
            (local.get $mantissa)
            (i64.load offset=${cells.tens} (i32.shl (i32.sub (i32.const 18) (local.get $count)) (i32.const 3))))
          (then
            ${appended}
            (local.set $at (i32.add (local.get $at) (local.get $count)))
            (br_if $digits (i32.eq (local.get $count) (i32.const 8))))
          (else ${moreDigits}))))
      (if (i32.and (i32.eq (i32.load8_u (local.get $at)) (i32.const 46)) (i32.eqz (local.get $point))) (then
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $point (local.get $at))
        (br $digits))))
    (if
      (i32.eq
        (i32.sub (local.get $at) (local.get $from))
        (i32.ne (local.get $point) (i32.const 0)))
      (then (return (i32.const 0))))
    (if (local.get $point) (then
      (local.set $power (i32.add (local.get $power) (i32.sub (local.get $point) (local.get $at))))))
    (if (i32.eq (i32.or (i32.load8_u (local.get $at)) (i32.const 32)) (i32.const 101)) (then ${exponent}))
    (if
      (i32.and
        (i64.le_u (local.get $mantissa) (i64.const 0x20000000000000))
        (i32.le_u (i32.sub (i32.const 0) (local.get $power)) (i32.const 22)))
      (then
        (local.set $value
          (f64.div
            (f64.convert_i64_s (local.get $mantissa))
            (f64.load offset=${cells.powers}
              (i32.shl (i32.sub (i32.const 0) (local.get $power)) (i32.const 3))))))
      (else
        (if (i32.eqz (call $scaled (local.get $mantissa) (local.get $power) (local.get $into)))
          (then (return (i32.const 0))))
        (local.set $value (f64.load (local.get $into)))))
    ${storeSigned('$into')}
    (local.get $at))`;

/** The functions that read a number. */
export const numberText = [certain, scaled, anyNumber].join('\n');
