import { cells } from './cells';

/** Whether a line holds more than carriage returns. */
const filled = `
  (func $filled (param $at i32) (param $end i32) (result i32)
    (loop $byte
      (if (i32.lt_u (local.get $at) (local.get $end)) (then
        (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 13)) (then (return (i32.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $byte))))
    (i32.const 0))`;

/**
 * Passes $count records, or all up to $end, and gives the place after them. Empty lines are none, and line breaks inside
 * quotes end none. Goes on in the state that it stopped in.
 */
const passing = `
  (func $scan (export "scan") (param $at i32) (param $end i32) (param $count i32) (result i32)
    (local $from i32) (local $bits i32) (local $isFilled i32) (local $isQuoted i32)
    (local.set $from (local.get $at))
    (local.set $isFilled (i32.load offset=${cells.isFilled} (i32.const 0)))
    (local.set $isQuoted (i32.load offset=${cells.isQuoted} (i32.const 0)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; One bit for each of sixteen bytes that is a line break or a quote.
        (local.set $bits
          (i8x16.bitmask
            (v128.or
              (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 10)))
              (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 34))))))
        (if (i32.eqz (local.get $bits)) (then
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $next)))
        (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $bits))))
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 34))
          (then
            (local.set $isQuoted (i32.xor (local.get $isQuoted) (i32.const 1)))
            (local.set $isFilled (i32.const 1)))
          (else (if (i32.eqz (local.get $isQuoted)) (then
            (local.set $count
              (i32.sub
                (local.get $count)
                (i32.or (local.get $isFilled) (call $filled (local.get $from) (local.get $at)))))
            (local.set $isFilled (i32.const 0))
            (local.set $from (i32.add (local.get $at) (i32.const 1)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $next (local.get $count))))
    (if (i32.gt_u (local.get $at) (local.get $end)) (then (local.set $at (local.get $end))))
    (i32.store offset=${cells.left} (i32.const 0) (local.get $count))
    (i32.store offset=${cells.isFilled}
      (i32.const 0)
      (i32.or (local.get $isFilled) (call $filled (local.get $from) (local.get $at))))
    (i32.store offset=${cells.isQuoted} (i32.const 0) (local.get $isQuoted))
    (local.get $at))`;

/** The functions that find where records end. */
export const scanText = [filled, passing].join('\n');
