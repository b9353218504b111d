import { type APIContainerComponent, type APIFileComponent, ComponentType, type RawFile } from 'discord.js'
import { fileBytes, type Message } from '../../core/messages/message.ts'
import type { Rendered } from './render.ts'

interface WithFiles {
  flags: Rendered['flags']
  components: (APIContainerComponent | APIFileComponent)[]
}

export interface Answer extends WithFiles {
  files: { name: string; attachment: Buffer }[]
}

/** In a message of components Discord shows only the files that a component names. */
export function showFiles({ flags, components }: Rendered, { files = [] }: Message): WithFiles {
  const shown = files.map(
    ({ name }) => ({ type: ComponentType.File, file: { url: `attachment://${name}` } }) as const,
  )
  return { flags, components: [...components, ...shown] }
}

/** An answer with its files. */
export const withFiles = (rendered: Rendered, message: Message): Answer => ({
  ...showFiles(rendered, message),
  files: toFiles(message).map(({ name, data }) => ({ name, attachment: data })),
})

/** The message's files, for a request without discord.js's builders. */
export const toFiles = ({ files = [] }: Message): (RawFile & { data: Buffer })[] =>
  files.map(file => ({ name: file.name, data: Buffer.from(fileBytes(file)), contentType: file.type }))
