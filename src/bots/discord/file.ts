import { type APIContainerComponent, type APIFileComponent, ComponentType, type RawFile } from 'discord.js'
import type { Message } from '../../core/messages/message.ts'
import type { Rendered } from './render.ts'

interface WithFile {
  flags: Rendered['flags']
  components: (APIContainerComponent | APIFileComponent)[]
}

export interface Answer extends WithFile {
  files: { name: string; attachment: Buffer }[]
}

/** In a message of components Discord shows only the files that a component names. */
export function showFile({ flags, components }: Rendered, { file }: Message): WithFile {
  if (!file) return { flags, components }
  const shown = { type: ComponentType.File, file: { url: `attachment://${file.name}` } } as const
  return { flags, components: [...components, shown] }
}

/** An answer with its file. */
export const withFile = (rendered: Rendered, message: Message): Answer => ({
  ...showFile(rendered, message),
  files: toFiles(message).map(({ name, data }) => ({ name, attachment: data })),
})

/** The message's file, for a request without discord.js's builders. */
export const toFiles = ({ file }: Message): (RawFile & { data: Buffer })[] =>
  file ? [{ name: file.name, data: Buffer.from(file.content), contentType: file.type }] : []
