import { expect, test, vi } from 'vitest';
import { forbidExit } from '../../../main/experiment/forbid-exit';

test('process.exit throws and says how it was called; the real one is in the hands of who forbade it', () => {
  const real = vi.fn<(code?: unknown) => never>();
  const target = { exit: real as unknown as NodeJS.Process['exit'] };
  const exit = forbidExit(target);
  expect(() => target.exit(7)).toThrow(
    expect.objectContaining({ code: 'ends-process', values: { call: 'process.exit(7)' } }),
  );
  expect(() => target.exit()).toThrow(expect.objectContaining({ values: { call: 'process.exit()' } }));
  expect(real).not.toHaveBeenCalled();
  exit(3);
  expect(real).toHaveBeenCalledExactlyOnceWith(3);
});
