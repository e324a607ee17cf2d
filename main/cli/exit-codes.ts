/** What the process ends with: `refused` before anything has run, `hit` at a condition, `interrupted` as a shell counts Ctrl+C. */
export const exitCodes = { fine: 0, failed: 1, refused: 2, hit: 3, notFinite: 4, interrupted: 130 } as const;
