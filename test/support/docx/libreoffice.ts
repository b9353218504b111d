import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The path of LibreOffice's program, or undefined where it isn't installed. */
export const findLibreOffice = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => ['soffice', 'libreoffice'].map(name => join(folder, name)))
    .find(isProgram)

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A .docx as LibreOffice opens it and saves it again, in a profile of its own. */
export const saveWithLibreOffice = (program: string, bytes: Uint8Array): Promise<Uint8Array> =>
  convert(program, bytes, 'docx', 'MS Word 2007 XML')

/** A .docx as LibreOffice writes it in plain text, list labels included. */
export const textByLibreOffice = async (program: string, bytes: Uint8Array): Promise<string> =>
  (await convert(program, bytes, 'txt', 'Text (encoded):UTF8')).toString('utf8')

/** The pages of a .docx as LibreOffice lays them out. */
export const pdfByLibreOffice = (program: string, bytes: Uint8Array): Promise<Buffer> =>
  convert(program, bytes, 'pdf', 'writer_pdf_Export')

async function convert(program: string, bytes: Uint8Array, kind: string, filter: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'intersg-'))
  try {
    const file = join(folder, 'document.docx')
    await writeFile(file, bytes)
    await run(program, [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      ...['--convert-to', `${kind}:${filter}`],
      ...['--outdir', join(folder, 'saved')],
      file,
    ])
    return await readFile(join(folder, 'saved', `document.${kind}`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
