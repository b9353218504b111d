import { type APIContainerComponent, type APIFileComponent, ComponentType, type RawFile } from 'discord.js'
import type { Message } from '../../core/messages/message.ts'
import type { Rendered } from './render.ts'

interface Shown {
  flags: Rendered['flags']
  components: (APIContainerComponent | APIFileComponent)[]
}

export interface Answer extends Shown {
  files: { name: string; attachment: Buffer }[]
}

/** Discord shows in a message of components only a file that one of them names. */
export function showFile({ flags, components }: Rendered, { file }: Message): Shown {
  if (!file) return { flags, components }
  const shown = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const
  return { flags, components: [...components, shown] }
}

/** An answer with the file that goes with it. */
export const withFile = (rendered: Rendered, message: Message): Answer => ({
  ...showFile(rendered, message),
  files: filesOf(message).map(({ name, data }) => ({ name, attachment: data })),
})

/** The file that goes with a message, for a request without discord.js's builders. */
export const filesOf = ({ file }: Message): (RawFile & { data: Buffer })[] =>
  file ? [{ name: file.name, data: Buffer.from(file.content), contentType: file.type }] : []
