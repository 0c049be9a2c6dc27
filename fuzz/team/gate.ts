/** Keeps so many loops still, each at the place where it holds nothing, and knows when all of them are. */
export class Gate {
  private readonly loops: number;
  private open: { readonly passed: Promise<void>; readonly pass: () => void } | null = null;
  private standing = 0;
  private told: (() => void) | null = null;

  constructor(loops: number) { this.loops = loops; }

  /** What a loop waits for before it goes on; null where the gate is open. */
  wait(): Promise<void> | null {
    if (this.open === null) return null;
    this.standing += 1;
    if (this.standing === this.loops) this.told?.();
    return this.open.passed;
  }

  /** Closes the gate; `still` is told when all loops stand before it. */
  close(still: () => void): void {
    if (this.open !== null) return;
    let pass = (): void => {};
    const passed = new Promise<void>((resolve) => { pass = resolve; });
    this.open = { passed, pass };
    this.standing = 0;
    this.told = still;
  }

  go(): void {
    this.open?.pass();
    this.open = null;
  }
}
