import { inject } from 'vitest';

// Windows of two workers would share pointer, focus and clipboard.
Object.assign(process.env, inject('displays')[Number(process.env.VITEST_POOL_ID) - 1]);
