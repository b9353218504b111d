import { refuse } from './refusals.ts'

/** Word itself nests no more than twenty. */
const MAX_OPEN = 100

/** Longer instructions don't occur; only their beginning says what a field is. */
const MAX_INSTRUCTION = 2_000

interface Field {
  inCode: boolean
  instruction: string
  /** The address of a HYPERLINK, known once its instruction was read. */
  url?: string
}

/**
 * Fields made of several runs (ECMA-376 part 1, 17.16): begin, instruction, separate, result, end. They nest, and
 * may begin in one paragraph and end in another. Only results are seen.
 */
export class Fields {
  private readonly open: Field[] = []
  private inCode = 0

  /** Text is the instruction of some field, not seen. */
  get isHidden(): boolean {
    return this.inCode > 0
  }

  /** The address of the outermost link that is open: its text goes on in the next paragraph. */
  get url(): string | undefined {
    return this.open.find(field => field.url !== undefined)?.url
  }

  begin(): void {
    if (this.open.length >= MAX_OPEN) throw refuse('nested-too-deep')
    this.open.push({ inCode: true, instruction: '' })
    this.inCode += 1
  }

  instruct(text: string): void {
    const field = this.open.at(-1)
    if (field?.inCode && field.instruction.length < MAX_INSTRUCTION) field.instruction += text
  }

  /** The result begins. Returns the address when it is a link. */
  separate(): string | undefined {
    const field = this.open.at(-1)
    if (!field?.inCode) return
    this.leaveCode(field)
    const url = findHyperlink(field.instruction)
    if (url !== undefined) field.url = url
    return url
  }

  /** Returns the address when it was a link that ends. */
  end(): string | undefined {
    const field = this.open.pop()
    if (field?.inCode) this.leaveCode(field)
    return field?.url
  }

  private leaveCode(field: Field): void {
    field.inCode = false
    this.inCode -= 1
  }
}

/** The address of a HYPERLINK instruction; none for a place in the same document (\l alone). */
export function findHyperlink(instruction: string): string | undefined {
  const found = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))/i.exec(instruction.slice(0, MAX_INSTRUCTION))
  return toWebAddress(found?.[1] ?? found?.[2])
}

/** An address a person may follow. Others ("javascript:", a file beside the document) stay text without a link. */
export const toWebAddress = (address: string | undefined): string | undefined =>
  address !== undefined && /^(?:https?|ftp|mailto):/i.test(address.trim()) ? address.trim() : undefined
