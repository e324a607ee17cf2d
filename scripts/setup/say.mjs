/** A set-up that cannot go on: the message says what, why, and what to do. */
export class SetupError extends Error {}

const started = performance.now();

/** Seconds since this program started, as `12.3s`. */
export const elapsed = () => `${((performance.now() - started) / 1000).toFixed(1)}s`;

/**
 * Says on stderr what set-up does, with the time so far.
 * @param {string} message
 */
export const say = (message) => console.error(`[set-up ${elapsed()}] ${message}`);

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/**
 * The last lines of what a program printed.
 * @param {string} text
 */
export const lastLines = (text, count = 12) => text.trimEnd().split('\n').slice(-count).join('\n');
