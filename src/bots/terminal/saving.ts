/** Files of bytes at the terminal: saved, since a line can't show them. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { type File, fileBytes } from '../../core/messages/message.ts'

/** As many files of one name are kept beside each other. */
const MOST_OF_ONE_NAME = 1000

/**
 * Saves a file in the folder and returns its path. A file of that name that is there already stays, since somebody may
 * have worked on it: the new one is "report (2).docx". Throws a UserError when it can't be written.
 */
export async function saveFile(folder: string, file: File): Promise<string> {
  const { name, ext } = parse(file.name)
  try {
    await mkdir(folder, { recursive: true })
    for (let copy = 1; copy <= MOST_OF_ONE_NAME; copy++) {
      const path = resolve(join(folder, copy === 1 ? `${name}${ext}` : `${name} (${copy})${ext}`))
      const written = await writeFile(path, fileBytes(file), { flag: 'wx' }).then(
        () => true,
        (fault: NodeJS.ErrnoException) => {
          if (fault.code === 'EEXIST') return false
          throw fault
        },
      )
      if (written) return path
    }
  } catch (fault) {
    throw notSaved(file, folder, (fault as NodeJS.ErrnoException).code ?? String(fault))
  }
  throw notSaved(file, folder, `it has ${MOST_OF_ONE_NAME} files of that name already`)
}

const notSaved = ({ name }: File, folder: string, why: string): UserError =>
  new UserError(
    'not-saved',
    `${name} could not be saved in ${resolve(folder)} (${why}). Give the command again once there is room and permission to write.`,
  )
