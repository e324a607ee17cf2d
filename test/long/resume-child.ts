// Goes on with saved runs in a process of its own, and prints what they come to as JSON.
import type { Way } from '../main/training/bits-matrix';
import { resumed, type Part } from '../main/training/time-travel/travel-matrix';

const [given = '[]', end = '0'] = process.argv.slice(2);
const parts: Part[] = [];
for (const { way, saved } of JSON.parse(given) as { readonly way: Way; readonly saved: string }[]) {
  parts.push(await resumed(way, Number(end), saved));
}
process.stdout.write(JSON.stringify(parts), () => process.exit(0));
