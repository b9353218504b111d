import { describe } from 'vitest'
import { botContract } from './bot.contract.ts'

// What is alive in a terminal are its control characters; nothing here writes any.
describe('the terminal', () => botContract('terminal'))
