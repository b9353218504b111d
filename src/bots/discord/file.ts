import { type APIContainerComponent, type APIFileComponent, ComponentType } from 'discord.js'
import type { Message } from '../../core/messages/message.ts'
import type { Rendered } from './render.ts'

export interface Answer {
  flags: Rendered['flags']
  components: (APIContainerComponent | APIFileComponent)[]
  files: { name: string; attachment: Buffer }[]
}

/** An answer with the file that goes with it: Discord shows in a message of components only a file that one of them names. */
export function withFile({ flags, components }: Rendered, { file }: Message): Answer {
  if (!file) return { flags, components, files: [] }
  const shown = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const
  const attachment = Buffer.from(file.content)
  return { flags, components: [...components, shown], files: [{ name: file.name, attachment }] }
}
