/** The parameters in an address, read with the same care as the options of a command. */
import type { Context } from 'hono'
import { UserError } from '../../core/errors.ts'
import { cleanLine, UnfitText } from '../../core/text/clean.ts'

/** A value of the address, cleaned; undefined where it is left out or empty. Throws a UserError. */
export function readValue(c: Context, name: string): string | undefined {
  const raw = c.req.query(name)
  return raw === undefined ? undefined : cleaned(raw, name) || undefined
}

/** A part of the path, cleaned: a reference, the name of a register. Throws a UserError. */
export const readPart = (c: Context, name: string): string => cleaned(c.req.param(name) ?? '', name)

function cleaned(raw: string, name: string): string {
  try {
    return cleanLine(raw)
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
  throw new UserError('no-page', describeNoPage(raw), 'page')
}

function describeNoPage(raw: string): string {
  if (/^0+$/.test(raw)) return 'There is no page 0; the first one is page 1.'
  if (/^\d{1,20}$/.test(raw)) return `There is no page ${raw} of this list.`
  return `“${raw.slice(0, 20)}” is no page; write a number, like 2.`
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
