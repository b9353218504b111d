import { describe } from 'vitest'
import { botContract } from './bot.contract.ts'

// Only control characters are alive in a terminal; nothing here writes any.
describe('the terminal', () => botContract('terminal'))
