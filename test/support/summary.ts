import type { Message } from '../../src/core/messages/message.ts'
import { plainText } from '../../src/core/messages/plain.ts'

/** The summary of a message in plain words. */
export const summaryOf = ({ summary }: Message): string => plainText(summary)
