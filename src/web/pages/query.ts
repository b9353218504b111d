/** The parameters in an address, read with the same care as the options of a command. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { cleanLine, UnfitText } from '../../core/text/clean.ts'

/** A value of the address, cleaned; undefined where it is left out or empty. Throws a UserError. */
export function readValue(c: Context, name: string): string | undefined {
  const raw = c.req.query(name)
  if (raw === undefined) return undefined
  try {
    const value = cleanLine(raw).trim()
    return value === '' ? undefined : value
  } catch (error) {
    if (error instanceof UnfitText) throw new UserError(error.code, error.message, name)
    throw error
  }
}

/** The page that is asked for, from 1. Throws a UserError. */
export function readPage(c: Context): number {
  const raw = readValue(c, 'page')
  if (raw === undefined) return 1
  if (/^[1-9]\d{0,5}$/.test(raw)) return Number(raw)
  throw new UserError('no-page', `There is no page “${raw.slice(0, 20)}”; write a number, like 2.`, 'page')
}

/** One of the choices; the first where it is left out. Throws a UserError. */
export function readChoice<const C extends readonly [string, ...string[]]>(
  c: Context,
  name: string,
  choices: C,
): C[number] {
  const raw = readValue(c, name)
  if (raw === undefined) return choices[0]
  const found = choices.find(choice => choice === raw)
  if (found !== undefined) return found
  throw new UserError(
    'no-choice',
    `“${raw.slice(0, 60)}” is not one of the choices for ${name}: ${choices.join(', ')}.`,
    name,
  )
}
