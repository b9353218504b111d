import type { Bench } from '../row.ts'
export const growth: Bench = { name: 'growth', about: '', run: async () => [] }
