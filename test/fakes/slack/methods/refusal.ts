/** How the Web API refuses a call. */
import type { Args } from '../http.ts'

export const refuse = (error: string, messages: string[] = []): Args => ({
  ok: false,
  error,
  ...(messages.length > 0 && { response_metadata: { messages: messages.map(m => `[ERROR] ${m}`) } }),
})
