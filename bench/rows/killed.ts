import type { Bench } from '../row.ts'
export const killed: Bench = { name: 'killed', about: '', run: async () => [] }
