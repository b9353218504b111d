import type { Bench } from '../row.ts'
export const idle: Bench = { name: 'idle', about: '', run: async () => [] }
