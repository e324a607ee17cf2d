import { cells } from './cells';
import { appended, digits, from0To7, storeSigned } from './number-text';

const skip = (label: string, ...bytes: number[]) => {
  const [first, second] = bytes.map((each) => `(i32.eq (i32.load8_u (local.get $at)) (i32.const ${each}))`);
  const condition = second ? `(i32.or ${first} ${second})` : first;
  return `
  (loop ${label}
    (if ${condition} (then
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br ${label}))))`;
};

/** Reads a field that is no number: where it begins and ends. */
const words = `
  (i32.store (local.get $values) (local.get $at))
  (loop $byte
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.or (i32.eq (local.get $byte) (i32.const 34)) (i32.eqz (local.get $byte)))
      (then (return (local.get $row))))
    (if (i32.and (i32.ne (local.get $byte) (local.get $separator)) (i32.ne (local.get $byte) (i32.const 10))) (then
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $byte))))
  (i32.store offset=4 (local.get $values) (local.get $at))`;

/**
 * A number of at most 7 digits before the point and 7 behind, such as most are, right before a separator or a line's
 * end: $after is the place after it, or 0 if it is something else.
 */
const shortNumber = `
  (local.set $from (local.get $at))
  (local.set $word (i64.load (local.get $at)))
  (local.set $isNegative (i32.eq (i32.and (i32.wrap_i64 (local.get $word)) (i32.const 255)) (i32.const 45)))
  (local.set $at (i32.add (local.get $at) (local.get $isNegative)))
  ${digits(from0To7, '(i64.shr_u (local.get $word) (i64.extend_i32_u (i32.shl (local.get $isNegative) (i32.const 3))))')}
  (local.set $mantissa (local.get $word))
  (local.set $at (i32.add (local.get $at) (local.get $count)))
  (local.set $length (local.get $count))
  (local.set $byte (i32.load8_u (local.get $at)))
  (if (i32.eq (local.get $byte) (i32.const 46))
    (then
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      ${digits(from0To7)}
      (local.set $at (i32.add (local.get $at) (local.get $count)))
      (local.set $length (i32.or (local.get $length) (local.get $count)))
      ${appended}
      (local.set $value
        (f64.div
          (f64.convert_i64_s (local.get $mantissa))
          (f64.load offset=${cells.powers} (i32.shl (local.get $count) (i32.const 3)))))
      (local.set $byte (i32.load8_u (local.get $at))))
    (else (local.set $value (f64.convert_i64_s (local.get $mantissa)))))
  ${storeSigned('$values')}
  ;; $length has the bits of both counts: 0 if there is no digit, above 7 if there are more than 7 of them.
  (local.set $after
    (select
      (local.get $at)
      (i32.const 0)
      (i32.and
        (i32.lt_u (i32.sub (local.get $length) (i32.const 1)) (i32.const 7))
        (i32.or
          (i32.eq (local.get $byte) (local.get $separator))
          (i32.eq (local.get $byte) (i32.const 10))))))`;

/** Any number, or nothing if the column has something for that; leaves the row otherwise. */
const anyNumber = `
  (local.set $at (local.get $from))
  ${skip('$before', 32)}
  (local.set $after (call $number (local.get $at) (local.get $values)))
  (if (i32.eqz (local.get $after)) (then
    (if (f64.ne (f64.load (local.get $entry)) (f64.load (local.get $entry))) (then (return (local.get $row))))
    (f64.store (local.get $values) (f64.load (local.get $entry)))
    (local.set $after (local.get $at))))
  (local.set $at (local.get $after))
  ${skip('$behind', 32)}
  (local.set $byte (i32.load8_u (local.get $at)))`;

/**
 * Reads up to $count rows of plain numbers and unquoted words, from $at on, and gives how many it read: it stops at a
 * row with anything else in it, and at the zero behind the bytes. $table has for each column what an empty field means
 * (NaN: not for here) and whether it is of numbers; $values gets a float64 for each field or, of words, two places.
 */
export const rowsText = `
  (func $rows (export "rows")
    (param $at i32) (param $count i32) (param $columns i32) (param $separator i32) (param $table i32)
    (param $values i32) (result i32)
    (local $row i32) (local $left i32) (local $byte i32) (local $after i32) (local $entry i32) (local $rows i32)
    (local $from i32) (local $isNegative i32) (local $length i32) (local $word i64) (local $mantissa i64)
    (local $value f64)
    (local.set $rows (local.get $count))
    (loop $row
      ${skip('$empty', 10, 13)}
      (i32.store offset=${cells.starts} (i32.shl (local.get $row) (i32.const 2)) (local.get $at))
      (local.set $left (local.get $columns))
      (local.set $entry (local.get $table))
      (loop $column
        (if (i32.load offset=8 (local.get $entry))
          (then
            ${shortNumber}
            (if (i32.eqz (local.get $after)) (then ${anyNumber})))
          (else ${words}))
        (local.set $entry (i32.add (local.get $entry) (i32.const 16)))
        (local.set $values (i32.add (local.get $values) (i32.const 8)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (if (local.get $left) (then
          (if (i32.ne (local.get $byte) (local.get $separator)) (then (return (local.get $row))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $column))))
      (local.set $at (i32.add (local.get $at) (i32.eq (local.get $byte) (i32.const 13))))
      (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 10)) (then (return (local.get $row))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $row (i32.lt_u (local.get $row) (local.get $rows))))
    (i32.store offset=${cells.starts} (i32.shl (local.get $row) (i32.const 2)) (local.get $at))
    (local.get $row))`;
