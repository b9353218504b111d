import type { Bench } from '../row.ts'
export const starting: Bench = { name: 'starting', about: '', run: async () => [] }
