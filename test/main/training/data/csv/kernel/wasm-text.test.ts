import { expect, it } from 'vitest';
import { assemble } from '../../../../../../main/training/data/csv/kernel/wasm-text';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

function run(text: string): unknown {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble(text)));
  return (exports as { readonly main: () => unknown }).main();
}

/** A module with one function without parameters. */
function main(body: string, result = 'i32'): string {
  return `(module (func $main (export "main") (result ${result}) ${body}))`;
}

it('translates numbers of any size and either sign', () => {
  for (const value of [0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, -(2 ** 31), 2 ** 31 - 1]) {
    expect(run(main(`(i32.const ${value})`))).toBe(value);
  }
  expect(run(main('(i64.const 0x8080808080808080)', 'i64'))).toBe(BigInt.asIntN(64, 0x8080808080808080n));
});

it('translates locals, loops, branches, calls and memory', () => {
  const sum = `
    (module
      (memory (export "memory") 1)
      (func $next (param $at i32) (result i32) (i32.add (local.get $at) (i32.const 1))) ;; one more
      (func $main (export "main") (result i32) (local $at i32) (local $sum i32)
        (block $done
          (loop $more
            (local.set $at (call $next (local.get $at)))
            (if (i32.eq (local.get $at) (i32.const 6)) (then (br $done)) (else (br_if $more (i32.eqz (local.get $at)))))
            (local.set $sum (i32.add (local.get $sum) (local.get $at)))
            (br $more)))
        (i32.store offset=200 (i32.const 8) (local.get $sum))
        (i32.load offset=8 (i32.const 200))))`;
  expect(run(sum)).toBe(15);
});

it('names what it does not know', () => {
  expect(() => assemble(main('(i32.popcount (i32.const 1))'))).toThrow('no instruction i32.popcount');
  expect(() => assemble(main('(local.get $x)'))).toThrow('nothing has the name $x');
  expect(() => assemble(main('(br $out)'))).toThrow('no block $out');
  expect(() => assemble(main('(i32.load align=4 (i32.const 1))'))).toThrow('expected offset=, got align=4');
  expect(() => assemble('(module')).toThrow('a closing bracket is missing');
  expect(() => assemble('(module))')).toThrow('a closing bracket too many');
});
