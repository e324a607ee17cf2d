/**
 * What the process ends with: `refused` before anything has run, `hit` at a condition, `interrupted` as a shell counts
 * Ctrl+C. The last two say that the run is saved where it was to be; where it is not, it has `failed`.
 */
export const exitCodes = { fine: 0, failed: 1, refused: 2, hit: 3, notFinite: 4, interrupted: 130 } as const;
