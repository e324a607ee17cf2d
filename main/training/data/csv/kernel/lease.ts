import { CsvKernel } from './kernel';

/** Each kernel takes address space, of which Electron's processes have enough for about a hundred. */
const mostKernels = 16;
/** Whoever has a kernel; the one that took it last comes last. */
const holders = new Set<KernelLease>();

/** A kernel for one file, made when it is needed; it is lost when many other files were read since. */
export class KernelLease {
  #kernel: CsvKernel | undefined;

  /** Keeps the kernel or makes one. @returns whether it is a fresh one, that knows nothing of the file */
  take(): boolean {
    const isFresh = this.#kernel === undefined;
    this.#kernel ??= new CsvKernel();
    holders.delete(this);
    holders.add(this);
    const [first] = holders;
    if (holders.size > mostKernels) first?.end();
    return isFresh;
  }

  /** The kernel that was taken. */
  get kernel(): CsvKernel {
    return this.#kernel!;
  }

  /** Gives the kernel's memory free. */
  end(): void {
    this.#kernel = undefined;
    holders.delete(this);
  }
}
