import type { Bench } from '../row.ts'
export const due: Bench = { name: 'due', about: '', run: async () => [] }
